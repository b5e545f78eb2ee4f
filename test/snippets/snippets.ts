import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../harness/processes.ts';

/**
 * A fenced piece of a page, with a name that outlives changes elsewhere: the page, the heading above it, the
 * how-manieth.
 */
export type Snippet = { readonly name: string; readonly language: string; readonly code: string };

/** The pages that tell how to use what is published. */
export const pages = ['README.md', 'widget/README.md', 'proxy/README.md', 'sandbox/README.md'] as const;

/** Every fenced piece of a page, in its order. */
export function snippetsOf(page: string): readonly Snippet[] {
  const snippets: Snippet[] = [];
  const counts = new Map<string, number>();
  let heading = '';
  let open: { readonly language: string; readonly lines: string[] } | undefined;
  for (const line of readFileSync(join(root, page), 'utf8').split('\n')) {
    const fence = /^```(\S*)/.exec(line);
    if (open && fence) {
      const count = (counts.get(heading) ?? 0) + 1;
      counts.set(heading, count);
      snippets.push({ name: `${page}: ${heading} ${count}`, language: open.language, code: open.lines.join('\n') });
      open = undefined;
    } else if (open) open.lines.push(line);
    else if (fence) open = { language: fence[1] ?? '', lines: [] };
    else heading = /^#+ (.+)$/.exec(line)?.[1] ?? heading;
  }
  return snippets;
}

/** Puts what is here in the place of the addresses and ports that a page names. */
export function placed(code: string, places: Readonly<Record<string, string>>): string {
  return Object.entries(places).reduce((text, [there, here]) => {
    if (!text.includes(there)) throw new Error(`The snippet no longer names ${there}.`);
    return text.replaceAll(there, here);
  }, code);
}
