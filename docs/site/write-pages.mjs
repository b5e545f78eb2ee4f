import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createLinks } from './links.mjs';
import { inOneRow, pagesOf, textOf } from './pages.mjs';

/**
 * Writes the Markdown that the site is built from, its list, and the files it shows, into `docs/site/dist/pages`.
 * @param {string} root the repository, its packages built
 * @param {Parameters<typeof pagesOf>[1]} contract
 */
export function writePages(root, contract) {
  const folder = join(root, 'docs/site/dist/pages');
  const groups = pagesOf(root, contract);
  const links = createLinks(root, groups);
  rmSync(folder, { recursive: true, force: true });
  for (const page of inOneRow(groups)) {
    const file = join(folder, `${page.path.replace(/(^|\/)$/, '$1index')}.md`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, links.rewrite(page, textOf(root, page)));
  }
  for (const [file, place] of links.files) copy(file, `files/${place}`);
  // What the page on theming shows: the script tag's build, as a page of anybody's loads it.
  for (const part of ['scanfill.js', 'scanfill', 'chunks']) copy(`widget/dist/${part}`, `widget/${part}`);
  writeFileSync(join(folder, 'list.json'), JSON.stringify(groups.map(listed)));

  function copy(from, to) {
    cpSync(join(root, from), join(folder, 'public', to), { recursive: true });
  }
}

/** A part of the site's list, as VitePress takes it. */
function listed({ title, path, pages }) {
  return {
    text: title,
    ...(path === undefined ? {} : { link: `/${path}` }),
    ...(pages === undefined ? {} : { items: pages.map(listed), collapsed: path === undefined ? undefined : true }),
  };
}
