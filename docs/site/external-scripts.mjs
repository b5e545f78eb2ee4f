import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Moves the scripts that VitePress writes into its pages into files of the site, so that a policy of
 * `script-src 'self'` holds without exception. They stay where they are in the page, and keep their order.
 * @param {string} base where the site is mounted, `/` or `/docs/`
 */
export function createExternalScripts(base) {
  /** @type {Map<string, string>} */
  const scripts = new Map();
  return {
    /** @param {string} html */
    transformHtml: (html) =>
      html.replaceAll(/<script([^>]*)>([\s\S]+?)<\/script>/g, (all, attributes, code) => {
        if (/\bsrc=/.test(attributes)) return all;
        const name = `inline.${createHash('sha256').update(code).digest('hex').slice(0, 8)}.js`;
        scripts.set(name, code);
        return `<script${attributes} src="${base}${name}"></script>`;
      }),
    /** @param {{ outDir: string }} site */
    buildEnd: ({ outDir }) => {
      for (const [name, code] of scripts) writeFileSync(join(outDir, name), code);
    },
  };
}
