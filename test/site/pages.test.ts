import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cardNames, cards, problems } from '@scanfill/proxy/contract';
import { describe, expect, test } from 'vitest';

type Page = { readonly path: string; readonly title: string; readonly source: string; readonly text?: string };
type Group = { readonly title: string; readonly pages: readonly Page[] };
type Links = { rewrite(page: Page, text: string): string; readonly files: ReadonlyMap<string, string> };

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const site = (name: string): string => new URL(`../../docs/site/${name}`, import.meta.url).href;
const {
  pagesOf,
  inOneRow,
  textOf,
}: {
  readonly pagesOf: (root: string, contract: object) => readonly Group[];
  readonly inOneRow: (groups: readonly Group[]) => readonly Page[];
  readonly textOf: (root: string, page: Page) => string;
} = await import(site('pages.mjs'));
const { createLinks }: { readonly createLinks: (root: string, groups: readonly Group[]) => Links } = await import(
  site('links.mjs')
);
const { sectionOf, anchorOf }: Record<'sectionOf' | 'anchorOf', (...texts: string[]) => string> = await import(
  site('markdown.mjs')
);
const { fieldTypes, fieldChecks }: Record<'fieldTypes' | 'fieldChecks', object> = await import(
  site('generate/cards.mjs')
);
const { retries }: { readonly retries: object } = await import(site('generate/problems.mjs'));
const { filesOf }: { readonly filesOf: (root: string, name: string) => readonly string[] } = await import(
  site('generate/recipes.mjs')
);
const { createExternalScripts }: { readonly createExternalScripts: (base: string) => ExternalScripts } = await import(
  site('external-scripts.mjs')
);
const { deadLinks }: { readonly deadLinks: (folder: string, base: string) => { readonly dead: readonly string[] } } =
  await import(new URL('./dead-links.mjs', import.meta.url).href);

type ExternalScripts = {
  transformHtml(html: string): string;
  buildEnd(site: { readonly outDir: string }): void;
};

const groups = pagesOf(root, { cards, problems });
const pages = inOneRow(groups);
const pageAt = (path: string): Page => {
  const page = pages.find((each) => each.path === path);
  if (page === undefined) throw new Error(`There is no page at ${path}.`);
  return page;
};

describe('the list of the site', () => {
  test('no path is taken twice, and every source exists', () => {
    const paths = pages.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    const sources = pages.filter(({ text }) => text === undefined).map(({ source }) => source);
    expect(sources.filter((source) => !existsSync(join(root, source)))).toEqual([]);
  });

  test('every card has a page that names all of its fields', () => {
    for (const card of cardNames) {
      const text = textOf(root, pageAt(`cards/${card}`));
      const told = [...text.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
      expect(told, card).toEqual(Object.keys(cards[card].fields));
    }
  });

  test('what a field is, and what is checked, is told for each type and check there is', () => {
    const fields: readonly { readonly type: string; readonly check?: string }[] = Object.values(cards).flatMap((card) =>
      Object.values(card.fields),
    );
    expect(Object.keys(fieldTypes)).toEqual(expect.arrayContaining(fields.map(({ type }) => type)));
    expect(Object.keys(fieldChecks).sort()).toEqual(
      [...new Set(fields.flatMap(({ check }) => (check === undefined ? [] : [check])))].sort(),
    );
  });

  test('every problem has its part, with what whoever runs the proxy does about it', () => {
    const text = textOf(root, pageAt('problems'));
    for (const [code, { status, retry, title }] of Object.entries(problems)) {
      const part = sectionOf(text, `\`${code}\``);
      expect(part).toContain(title);
      expect(part).toContain(`Status ${status} · \`retry: ${retry}\``);
      expect(part, code).toContain('*What to do:*');
      expect(Object.keys(retries)).toContain(retry);
    }
  });

  test('every decision and every example has its page, with the files of the example', () => {
    for (const name of readdirSync(join(root, 'docs/decisions')).filter((name) => name !== 'README.md'))
      expect(pageAt(`decisions/${name.replace(/\.md$/, '')}`).source).toBe(`docs/decisions/${name}`);
    const folders = readdirSync(join(root, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of folders) {
      const text = textOf(root, pageAt(`recipes/${name}`));
      expect(filesOf(root, name).length, name).toBeGreaterThan(0);
      for (const file of filesOf(root, name)) expect(text).toContain(`### ${file}`);
    }
  });
});

describe('links between files of the repository', () => {
  const { rewrite, files } = createLinks(root, groups);

  test('lead to pages of the site, or to a copy of the file', () => {
    for (const page of pages) rewrite(page, textOf(root, page));
    for (const file of files.keys()) expect(existsSync(join(root, file))).toBe(true);
  });

  test.each([
    ['', '[a](proxy/README.md#limits)', '[a](/proxy#limits)'],
    ['', '[a](docs/decisions)', '[a](/decisions/)'],
    ['', '[a](proxy/src/contract/cards.ts)', '[a](/cards/)'],
    ['proxy', '[a](src/contract/problems.ts)', '[a](/problems)'],
    ['proxy', '[a](#limits)', '[a](#limits)'],
    ['problems', '[a](#alarms)', '[a](/operations#alarms)'],
    ['core', '[a](#filling)', '[a](/widget#filling)'],
    ['', '[a](LICENSE)', '[a](/files/LICENSE)'],
    ['', '[a](test/forms/README.md)', '[a](/files/test/forms/README.md.txt)'],
    ['', '<img src="LICENSE">', '<img src="/files/LICENSE">'],
    ['', '`<img src="LICENSE">`', '`<img src="LICENSE">`'],
    ['', '```md\n[a](nowhere.md)\n```', '```md\n[a](nowhere.md)\n```'],
    ['recipes/gateways', '[a](nginx.conf)', '[a](/recipes/gateways#nginxconf)'],
    ['', '[a](https://www.example/x)', '[a](https://www.example/x)'],
  ])('page %j: %s', (path, text, wanted) => {
    expect(rewrite(pageAt(path), text)).toBe(wanted);
  });

  test('one that leads nowhere is an error that names it', () => {
    expect(() => rewrite(pageAt('proxy'), '[a](gone.md)')).toThrow('proxy/README.md: gone.md leads nowhere.');
  });
});

describe('pages are made of their sources', () => {
  test('a section is a page of its own, its headings moved up; a heading in code is none', () => {
    const text = '# A\n\n## B\n\n```sh\n# not a heading\n```\n\n### C\n\n## D\n';
    expect(sectionOf(text, 'B')).toBe('# B\n\n```sh\n# not a heading\n```\n\n## C\n');
    expect(() => sectionOf(text, 'E')).toThrow('There is no section "E".');
  });

  test.each([
    ['HEIC, AVIF and PDF', 'heic-avif-and-pdf'],
    ['`gif-pixels`', 'gif-pixels'],
    ['What’s left — 护照', 'whats-left--护照'],
  ])('the anchor of %s is GitHub’s', (heading, anchor) => {
    expect(anchorOf(heading)).toBe(anchor);
  });
});

describe('the built site', () => {
  test('a link to no page, or to no place in one, is dead', () => {
    const folder = mkdtempSync(join(tmpdir(), 'scanfill-site-'));
    const links = ['a.html', 'a.html#here', '/docs/a.html#there', '/docs/b', '/a.html', 'https://www.example/', '#top'];
    writeFileSync(join(folder, 'index.html'), links.map((link) => `<a href="${link}">x</a>`).join(''));
    writeFileSync(join(folder, 'a.html'), '<h1 id="here">x</h1>');
    expect(deadLinks(folder, '/docs/').dead).toEqual(
      ['/docs/a.html#there', '/docs/b', '/a.html', '#top'].map((link) => `index.html: ${link}`),
    );
    rmSync(folder, { recursive: true });
  });

  test('its inline scripts become files, once each, and others stay', () => {
    const folder = mkdtempSync(join(tmpdir(), 'scanfill-site-'));
    const scripts = createExternalScripts('/docs/');
    const html = '<script id="a">one()</script><script type="module" src="/docs/b.js"></script>';
    const [first, second] = [scripts.transformHtml(html), scripts.transformHtml(html)];
    scripts.buildEnd({ outDir: folder });
    const [name = ''] = readdirSync(folder);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(readFileSync(join(folder, name), 'utf8')).toBe('one()');
    expect(first).toBe(`<script id="a" src="/docs/${name}"></script><script type="module" src="/docs/b.js"></script>`);
    expect(second).toBe(first);
    rmSync(folder, { recursive: true });
  });
});
