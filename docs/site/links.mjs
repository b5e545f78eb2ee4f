import { existsSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { anchorOf, byFences } from './markdown.mjs';
import { inOneRow } from './pages.mjs';

/**
 * Turns links between files of the repository into links of the site. What is no page is copied into the site: `files`
 * gathers it. A link that leads nowhere is an error.
 * @param {string} root
 * @param {readonly import('./pages.mjs').Group[]} groups
 */
export function createLinks(root, groups) {
  const pages = inOneRow(groups);
  const places = new Map(pages.flatMap((page) => (page.links ?? []).map((link) => [link, `/${page.path}`])));
  for (const { path, source, section, text } of pages)
    if (section === undefined && (text === undefined || source.endsWith('/README.md')) && !places.has(source))
      places.set(source, `/${path}`);
  /** @type {Map<string, string>} each file by where its copy lies */
  const files = new Map();

  /** Where a link of a page leads on the site. */
  function placeOf(page, target) {
    if (/^([a-z]+:|\/)/i.test(target)) return target;
    const [path = '', hash] = target.split('#');
    const anchor = hash === undefined ? '' : `#${hash}`;
    if (path === '') {
      const whole = places.get(page.source);
      return whole === undefined || whole === `/${page.path}` ? target : `${whole}${anchor}`;
    }
    const file = posix.normalize(posix.join(dirname(page.source), decodeURI(path))).replace(/\/$/, '');
    const place = places.get(file) ?? places.get(`${file}/README.md`);
    if (place !== undefined) return `${place}${anchor}`;
    const [, example, inside] = /^examples\/([^/]+)\/(.+)$/.exec(file) ?? [];
    const whole = join(root, file);
    if (!existsSync(whole)) throw new Error(`${page.source}: ${target} leads nowhere.`);
    if (example !== undefined && shown(whole)) return `/recipes/${example}#${anchorOf(inside)}`;
    if (!statSync(whole).isFile()) throw new Error(`${page.source}: ${target} is a folder without a page.`);
    // A Markdown file that is no page is shown as text: VitePress would look for its page.
    const copy = file.endsWith('.md') ? `${file}.txt` : file;
    files.set(file, copy);
    return `/files/${copy}`;
  }

  /** A page's text with the site's links. */
  function rewrite(page, text) {
    return byFences(text)
      .map(({ code, text }) =>
        code
          ? text
          : text
              .replaceAll(/\]\(([^)\s]+)\)/g, (_, target) => `](${placeOf(page, target)})`)
              .replaceAll(/\b(href|src|srcset)="([^"]+)"/g, (all, name, target) =>
                insideCode(text, all) ? all : `${name}="${placeOf(page, target)}"`,
              ),
      )
      .join('\n');
  }

  return { rewrite, files };
}

const shown = (file) => statSync(file).isFile() && statSync(file).size <= 20_000;
const insideCode = (text, part) => text.split('`').some((piece, index) => index % 2 === 1 && piece.includes(part));
