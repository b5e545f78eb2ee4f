import { readdirSync, readFileSync } from 'node:fs';
import type { RequestHandler } from 'express';
import { ProblemError } from '../../base/problem-error.ts';
import type { PhoneWords } from '../../config/phone.ts';

/** The page that a phone opens, and the files of it. */
export type PhonePage = { readonly page: RequestHandler; readonly file: RequestHandler<{ file: string }> };

/** Where the build lays them, seen from sources and build alike. */
const ownFolder = new URL('../../../dist/phone/', import.meta.url);

const types: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css' };

/** No third party, nothing inline, and no photo but that in the page's own hand. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Reads the files into memory, so that nothing a request names leads to the disk. Undefined where the build has left
 * none. `mounted`: the path before the service's own.
 */
export function createPhonePage(words: PhoneWords, mounted: string, folder = ownFolder): PhonePage | undefined {
  const files = filesOf(folder);
  if (!files.has('phone.js')) return undefined;
  const html = htmlOf(words, mounted);

  return {
    page(_request, response) {
      // Koa begins every answer as 404.
      response
        .status(200)
        .set({ 'Content-Security-Policy': policy, 'Cross-Origin-Resource-Policy': 'same-origin', ...fresh })
        .type('html')
        .send(html);
    },
    file({ params }, response) {
      const content = files.get(params.file);
      if (content === undefined) throw new ProblemError('not-found');
      response
        .status(200)
        .set({ 'Cross-Origin-Resource-Policy': 'same-origin', ...fresh })
        .type(types[extensionOf(params.file)] ?? 'application/octet-stream')
        .send(content);
    },
  };
}

/** Asked for anew each time: parts of two releases do not fit together. */
const fresh = { 'Cache-Control': 'no-cache' };

function filesOf(folder: URL): ReadonlyMap<string, Buffer> {
  try {
    const names = readdirSync(folder).filter((name) => extensionOf(name) in types);
    return new Map(names.map((name) => [name, readFileSync(new URL(name, folder))]));
  } catch {
    return new Map();
  }
}

const extensionOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

function htmlOf({ name, purpose = '' }: PhoneWords, mounted: string): string {
  const [who, what, at] = [name, purpose, mounted].map(escaped);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${who}</title>
<link rel="stylesheet" href="${at}/phone/phone.css">
<script type="module" src="${at}/phone/phone.js"></script>
</head>
<body data-name="${who}" data-purpose="${what}" data-endpoint="${at}">
<main></main>
<noscript>JavaScript is needed here.</noscript>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
