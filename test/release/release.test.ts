import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { root } from '../harness/processes.ts';

type Link = {
  readonly page: string;
  readonly packed: Set<string>;
  readonly repository: string;
  readonly version: string;
};

const load = (name: string) => import(new URL(name, import.meta.url).href);
const { withAbsoluteLinks }: { withAbsoluteLinks(text: string, link: Link): string } = await load('links.mjs');
const { apiOf }: { apiOf(name: string): string } = await load('api.mjs');
const { licenceFaultsOf }: { licenceFaultsOf(sbom: object): readonly string[] } = await load('licences.mjs');

const repository = 'https://repository.example/scanfill';
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const { version }: { version: string } = JSON.parse(read('package.json'));

/** Anchors of a page's headings, as they are written for it. */
const anchorsOf = (page: string): readonly string[] =>
  [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe.each(['proxy', 'widget', 'sandbox'])('the README of %s, as it is packed', (name) => {
  const manifest: { files: readonly string[] } = JSON.parse(read(`${name}/package.json`));
  const packed = new Set([`${name}/README.md`, `${name}/LICENSE`, ...manifest.files.map((file) => `${name}/${file}`)]);
  const text = withAbsoluteLinks(read(`${name}/README.md`), { page: `${name}/README.md`, packed, repository, version });
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);

  test('leads out of the package by absolute links alone, each to what is in the repository', () => {
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets.filter((each) => !each.startsWith('#'))) {
      expect(target).toMatch(/^https:/);
      if (!target.startsWith(repository)) continue;
      const [, path = '', anchor] =
        /^\/(?:blob|tree)\/v[\d.]+\/([^#]+)(?:#(.+))?$/.exec(target.slice(repository.length)) ?? [];
      expect([target, existsSync(join(root, path))]).toEqual([target, true]);
      if (anchor !== undefined) expect(anchorsOf(read(path)), target).toContain(anchor);
    }
  });

  test('has each place within itself that it links to', () => {
    const anchors = anchorsOf(text);
    for (const target of targets.filter((each) => each.startsWith('#'))) expect(anchors).toContain(target.slice(1));
  });
});

test('links within the package and out of the web stay as they are', () => {
  const link = { page: 'proxy/README.md', packed: new Set(['proxy/LICENSE']), repository, version: '1.2.3' };
  expect(withAbsoluteLinks('[a](LICENSE) [b](#b) [c](https://c.example) [d](../widget) [e](src/x.ts#y)', link)).toBe(
    `[a](LICENSE) [b](#b) [c](https://c.example) [d](${repository}/tree/v1.2.3/widget) [e](${repository}/blob/v1.2.3/proxy/src/x.ts#y)`,
  );
});

describe.each(['proxy', 'widget'])('the API of %s', (name) => {
  test('is what docs/api says; where it was changed on purpose, `pnpm api` writes it and a changeset tells of it', () => {
    expect(apiOf(name)).toBe(read(`docs/api/${name}.md`));
  });
});

test('each changeset names packages that there are', () => {
  const folder = join(root, '.changeset');
  const names = ['proxy', 'widget', 'sandbox'].map((name) => `@scanfill/${name}`);
  for (const file of readdirSync(folder).filter((each) => each.endsWith('.md') && each !== 'README.md')) {
    const [, head = ''] = read(`.changeset/${file}`).split(/^---$/m);
    const named = [...head.matchAll(/^'([^']+)': (?:major|minor|patch)$/gm)].map(([, each = '']) => each);
    expect(named.length).toBeGreaterThan(0);
    expect(names).toEqual(expect.arrayContaining(named));
  }
});

test('a licence that nobody has looked at is told, and so is one that is missing', () => {
  const of = (license: string, scope = 'required') => ({
    purl: license,
    scope,
    licenses: [{ license: { id: license } }],
  });
  const components = [of('MIT'), of('GPL-3.0-only'), of('(MIT OR GPL-2.0)'), { purl: 'x', scope: 'required' }];
  expect(licenceFaultsOf({ components })).toEqual(['GPL-3.0-only is under GPL-3.0-only', 'x states no licence']);
});

test.each([
  ['', 'RELEASE_REPOSITORY is not set'],
  ['git@host:scanfill.git', 'must be the https address'],
  ['https://host', 'must be the https address'],
])('`pnpm release` with the address "%s" ends with a sentence, before anything is built', async (address, words) => {
  const script = fileURLToPath(new URL('../scripts/release.mjs', import.meta.url));
  const env = { PATH: process.env.PATH, RELEASE_REPOSITORY: address };
  const [code, out, err] = await new Promise<[unknown, string, string]>((resolve) =>
    execFile(process.execPath, [script], { env }, (error, out, err) => resolve([error?.code, out, err])),
  );
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(words);
});
