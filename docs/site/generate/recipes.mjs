import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fenced } from '../markdown.mjs';

const languages = {
  dockerfile: 'docker',
  mjs: 'js',
  cfg: 'ini',
  conf: 'nginx',
  service: 'ini',
  txt: 'text',
  example: 'ini',
};
const known = new Set('css docker html ini js json jsx nginx sh svelte text ts tsx vue yaml'.split(' '));
const most = 20_000;

/**
 * The list of examples, and a page for each folder of them: what its README says, and its files.
 * @param {string} root
 * @returns {readonly [import('../pages.mjs').Page, ...import('../pages.mjs').Page[]]}
 */
export function recipePages(root) {
  const folders = readdirSync(join(root, 'examples'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  const list = 'examples/README.md';
  const index = existsSync(join(root, list))
    ? {}
    : { text: `# Recipes\n\n${folders.map((name) => `- [${name}](/recipes/${name})`).join('\n')}` };
  return [
    { path: 'recipes/', title: 'Recipes', source: list, links: ['examples'], ...index },
    ...folders.map((name) =>
      recipe(root, name, existsSync(join(root, list)) ? readFileSync(join(root, list), 'utf8') : ''),
    ),
  ];
}

/** The files of an example, by their paths in it: what is written by hand, and nothing installed or built. */
export function filesOf(/** @type {string} */ root, /** @type {string} */ name) {
  const folder = join(root, 'examples', name);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/(^|\/)(node_modules|dist|secrets|\.[^/]*)(\/|$)|lock\.(json|yaml)$/.test(path))
    .filter((path) => path !== 'README.md' && statSync(join(folder, path)).isFile())
    .sort();
}

function recipe(root, name, list) {
  const readme = `examples/${name}/README.md`;
  const told = existsSync(join(root, readme));
  const files = filesOf(root, name).map((path) => {
    const code = readFileSync(join(root, 'examples', name, path), 'utf8');
    const shown =
      code.length > most ? `[${path}](${path}), ${Math.ceil(code.length / 1_000)} KB.` : fenced(languageOf(path), code);
    return `### ${path}\n\n${shown}`;
  });
  const head = told
    ? readFileSync(join(root, readme), 'utf8')
    : `# ${name}\n\nOne of the [examples](README.md): ${shownBy(list, name)}.`;
  return {
    path: `recipes/${name}`,
    title: told ? (/^# (.+)$/m.exec(head)?.[1] ?? name) : name,
    source: told ? readme : 'examples/README.md',
    text: [head, '## Files', ...files].join('\n\n'),
    links: [`examples/${name}`],
  };
}

/** What the list of examples says that one shows. */
function shownBy(list, name) {
  const row = list.split('\n').find((line) => line.startsWith('|') && line.includes(`[${name}](`));
  return row?.split(' | ')[1] ?? name;
}

function languageOf(path) {
  const extension = extname(path).slice(1) || path.toLowerCase();
  const language = languages[extension] ?? extension;
  return known.has(language) ? language : 'text';
}
