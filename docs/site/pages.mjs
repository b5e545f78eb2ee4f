import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cardPages } from './generate/cards.mjs';
import { problemsPage } from './generate/problems.mjs';
import { recipePages } from './generate/recipes.mjs';
import { sectionOf } from './markdown.mjs';

/**
 * A page: its `path` in the site (`''` is the first one, `cards/` an index), its `title` in the list, and the `source`
 * in the repository that it shows whole, or of which it shows a `section`; `text` where it is made of data. `after` is
 * appended, as Markdown. `links` are the files and folders of the repository whose links lead here.
 * @typedef {{ path: string, title: string, source: string, section?: string, text?: string, after?: string,
 *   links?: readonly string[] }} Page
 * @typedef {{ title: string, pages: readonly (Page & { pages?: readonly Page[] })[] }} Group
 */

/**
 * All pages of the site, in the order of its list.
 * @param {string} root the repository
 * @param {{ cards: Readonly<Record<string, any>>, problems: Readonly<Record<string, any>> }} contract
 * @returns {readonly Group[]}
 */
export function pagesOf(root, { cards, problems }) {
  const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
  const [recipes, ...eachRecipe] = recipePages(root);
  const [fields, ...eachCard] = cardPages(cards);
  return [
    {
      title: 'Use it',
      pages: [
        page('', 'Start here', 'README.md'),
        page('sandbox', 'Sandbox', 'sandbox/README.md'),
        page('widget', 'Widget', 'widget/README.md'),
        page('proxy', 'Proxy', 'proxy/README.md'),
        part('core', 'Core', 'widget/README.md', 'Core'),
        { ...recipes, pages: eachRecipe },
        { ...part('theming', 'Theming', 'widget/README.md', 'Looks'), after: '<Playground />' },
        page('demo', 'Demo', 'demo/README.md'),
      ],
    },
    {
      title: 'Look it up',
      pages: [
        { ...fields, pages: eachCard },
        problemsPage(problems, read('docs/operations.md')),
        page('troubleshooting', 'Troubleshooting', 'docs/troubleshooting.md'),
        page('changes', 'Changes', 'CHANGELOG.md'),
      ],
    },
    {
      title: 'Run it',
      pages: [
        page('operations', 'Operations', 'docs/operations.md'),
        page('security', 'Security and data path', 'SECURITY.md'),
        ...where('docs/benchmarks.md', 'benchmarks', 'Benchmarks'),
      ],
    },
    {
      title: 'Why it is so',
      pages: [
        { ...page('decisions/', 'Decisions', 'docs/decisions/README.md'), pages: decisions(root) },
        page('comparison', 'Comparison', 'docs/comparison.md'),
        page('architecture', 'Architecture', 'docs/architecture.md'),
        page('contributing', 'Contributing', 'CONTRIBUTING.md'),
      ],
    },
  ];

  function page(path, title, source) {
    return { path, title, source };
  }

  /** A page that there is once a command has written its source. */
  function where(source, path, title) {
    return existsSync(join(root, source)) ? [page(path, title, source)] : [];
  }

  function part(path, title, source, section) {
    return { path, title, source, section };
  }
}

/**
 * The same pages in one row.
 * @param {readonly Group[]} groups
 * @returns {readonly Page[]}
 */
export const inOneRow = (groups) =>
  groups.flatMap(({ pages }) => pages.flatMap((page) => [page, ...(page.pages ?? [])]));

/**
 * A page's Markdown, its links still those of the repository; a section has the page's title for its heading.
 * @param {string} root
 * @param {Page} page
 */
export function textOf(root, { source, section, title, text, after }) {
  const whole = text ?? readFileSync(join(root, source), 'utf8');
  const shown = section === undefined ? whole : sectionOf(whole, section).replace(/^# .+/, `# ${title}`);
  return after === undefined ? shown : `${shown}\n\n${after}\n`;
}

/** @returns {readonly Page[]} */
function decisions(root) {
  const list = readFileSync(join(root, 'docs/decisions/README.md'), 'utf8');
  return [...list.matchAll(/^- \[(.+?)\]\(([\w-]+)\.md\)/gm)].map(([, title, name]) => ({
    path: `decisions/${name}`,
    title,
    source: `docs/decisions/${name}.md`,
  }));
}
