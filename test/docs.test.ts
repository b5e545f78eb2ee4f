import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cardNames, cardSpec, problems } from '@scanfill/proxy/contract';
import { describe, expect, test } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const pages = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.md') && !/(^|\/)(node_modules|dist|results)\//.test(path),
);

/** The requirements of levels 1 and 2 in OWASP ASVS 5.0.0: the numbers of each section, `V1.1` and so on. */
const levelOneAndTwo: readonly (readonly (readonly [section: number, last: number])[])[] = [
  [
    [1, 2],
    [2, 9],
    [3, 11],
    [4, 3],
    [5, 2],
  ],
  [
    [1, 3],
    [2, 3],
    [3, 4],
    [4, 1],
  ],
  [
    [2, 2],
    [3, 4],
    [4, 6],
    [5, 5],
    [7, 2],
  ],
  [
    [1, 3],
    [2, 1],
    [3, 2],
    [4, 4],
  ],
  [
    [1, 1],
    [2, 3],
    [3, 2],
    [4, 3],
  ],
  [
    [1, 3],
    [2, 12],
    [3, 4],
    [4, 4],
    [5, 5],
    [6, 3],
    [8, 4],
  ],
  [
    [1, 3],
    [2, 4],
    [3, 2],
    [4, 5],
    [5, 2],
    [6, 2],
  ],
  [
    [1, 2],
    [2, 3],
    [3, 1],
    [4, 1],
  ],
  [
    [1, 3],
    [2, 4],
  ],
  [
    [1, 2],
    [2, 2],
    [3, 4],
    [4, 11],
    [5, 5],
    [6, 2],
    [7, 3],
  ],
  [
    [1, 2],
    [2, 3],
    [3, 3],
    [4, 4],
    [5, 1],
    [6, 1],
  ],
  [
    [1, 3],
    [2, 2],
    [3, 4],
  ],
  [
    [1, 1],
    [2, 5],
    [3, 2],
    [4, 5],
  ],
  [
    [1, 2],
    [2, 4],
    [3, 3],
  ],
  [
    [1, 3],
    [2, 3],
    [3, 7],
  ],
  [
    [1, 1],
    [2, 5],
    [3, 4],
    [4, 3],
    [5, 3],
  ],
  [
    [1, 1],
    [2, 4],
    [3, 2],
  ],
];

const firstAndSecond = (): readonly string[] =>
  levelOneAndTwo.flatMap((sections, chapter) =>
    sections.flatMap(([section, last]) =>
      Array.from({ length: last }, (_, index) => `V${chapter + 1}.${section}.${index + 1}`),
    ),
  );

/** `V1.2.5`, or `V1.2.5 – V1.2.8`. */
function requirementsIn(text: string): readonly string[] {
  const [, section = '', first = '', last = first] = /^(V\d+\.\d+)\.(\d+)(?: – \1\.(\d+))?$/.exec(text) ?? [];
  if (section === '') throw new Error(`${text} is no requirement`);
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => `${section}.${Number(first) + index}`);
}

describe('the documents keep to the code', () => {
  test('every environment variable of the proxy is documented, and no other', () => {
    const code = read('proxy/src/config/environment.ts');
    const known = new Set([...code.matchAll(/\(\s*'([A-Z][A-Z_]+[A-Z])'/g)].map((match) => match[1]));
    const table = read('proxy/README.md').split('## Configuration')[1]?.split('\n## ')[0] ?? '';
    const rows = table.split('\n').filter((line) => line.startsWith('| `'));
    const told = new Set(
      rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map((match) => match[1])),
    );
    known.delete('ALIBABA_CLOUD_ACCESS_KEY_ID_FILE');
    expect([...told].sort()).toEqual([...known].sort());
  });

  test('the README quotes its figures from the report of the benches', () => {
    const report = read('docs/benchmarks.md');
    const section = read('README.md').split('\n## Measured')[1]?.split('\n## ')[0] ?? '';
    // What stands in brackets behind a link is an address, and 12 MP or 4096 px say what was measured.
    const figures = section.replace(/\]\([^)]*\)/g, ']').match(/\d[\d,.]*(?= (?:ms|and|×|MiB|scans|%|s\b))/g) ?? [];
    expect(figures.length).toBeGreaterThan(8);
    expect(figures.filter((figure) => !report.includes(figure))).toEqual([]);
  });

  test('the widget says of each card what it is and which fields a form may ask for', () => {
    const section = read('widget/README.md').split('\n## Cards')[1]?.split('\n## ')[0] ?? '';
    const rows = section.split('\n').filter((line) => line.startsWith('| `') && !line.startsWith('| `card`'));
    const wanted = cardNames.map((card) => {
      const { label, fields } = cardSpec(card);
      const names = Object.entries(fields).filter(([, { about }]) => about !== 'image');
      return `| \`${card}\` | ${label.en} ${label.zh} | ${names.map(([name]) => `\`${name}\``).join(', ')} |`;
    });
    expect(rows).toEqual(wanted);
  });

  test('the table of limits names each there is, its default, and an answer that the service has', () => {
    const code = read('proxy/src/config/settings.ts');
    const constants = new Map(
      [...code.matchAll(/const (\w+) = ([\d_]+);/g)].map(([, name = '', value = '']) => [name, value]),
    );
    const limits = new Map(
      [...code.matchAll(/numberOf\(\s*'([A-Z_]+)',\s*options\.\w+(?: \?\? (\w+))?,/g)].map(([, name = '', value]) => [
        name,
        value === undefined ? 'none' : (constants.get(value) ?? value).replaceAll('_', ''),
      ]),
    );
    // How often is no limit but a choice.
    limits.delete('GREEN_DOWNLOAD_ATTEMPTS');
    const rows = (read('proxy/README.md').split('\n## Limits')[1]?.split('\n## ')[0] ?? '')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| of '))
      .map((row) => row.split('|').map((cell) => cell.trim()));
    const told = rows.flatMap(([, , , setting = '', usual = '']) =>
      [...setting.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => [name, usual] as const),
    );
    expect(limits.size).toBeGreaterThan(8);
    expect([...told].sort()).toEqual([...limits].sort());
    const written = rows.map(([, , limit]) => limit).join('\n');
    for (const [file, name] of [
      ['proxy/src/http/guards/well-formed.ts', 'mostHeaders'],
      ['proxy/src/http/uploads/upload.ts', 'leastPieceBytes'],
      ['proxy/src/http/uploads/upload.ts', 'fewPieces'],
      ['proxy/src/contract/limits.ts', 'maxIds'],
    ] as const) {
      const value = new RegExp(`\\b${name}(?: =|:) ([\\d_]+)`).exec(read(file))?.[1] ?? name;
      expect(written, name).toMatch(new RegExp(`\\b${value.replace('_', ',')}\\b`));
    }
    const answers = rows.flatMap(([, , , , , answer = '']) => [...answer.matchAll(/(\d{3}) `([\w-]+)`/g)]);
    expect(answers.length).toBeGreaterThan(10);
    const known: Record<string, { readonly status: number }> = problems;
    for (const [, status, name = ''] of answers) expect(String(known[name]?.status), name).toBe(status);
  });

  test('the README names every card type', () => {
    for (const card of cardNames) expect(read('README.md')).toContain(`\`${card}\``);
  });

  test('every script that a page tells to run exists', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/pnpm@[\d.]+ ([\w:]+)/g)].map((match) => match[1] ?? ''),
    );
    expect(named.length).toBeGreaterThan(3);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });

  test('the ASVS table leaves out no requirement of levels 1 and 2, and names tests that exist', () => {
    const table = read('SECURITY.md').split('## OWASP ASVS 5.0')[1] ?? '';
    const rows = table
      .split('\n')
      .filter((line) => line.startsWith('| V'))
      .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));
    const named = rows.flatMap(([requirements = '']) => requirements.split(', ').flatMap(requirementsIn));
    expect(new Set(named).size, 'each once').toBe(named.length);
    expect(firstAndSecond().filter((each) => !named.includes(each))).toEqual([]);
    for (const [requirements, how = '', proofs = ''] of rows) {
      const tests = [...proofs.matchAll(/`([^`]+\.test\.tsx?)`/g)].map((match) => match[1] ?? '');
      for (const path of tests) expect([path, existsSync(join(root, path))]).toEqual([path, true]);
      if (tests.length === 0)
        expect([requirements, how]).toEqual([requirements, expect.stringMatching(/^(does not apply|yours|open): /)]);
    }
  });

  test('how soon a vulnerable package is replaced is stated for each severity', () => {
    const updates = read('SECURITY.md').split('## Updates')[1]?.split('\n## ')[0] ?? '';
    expect(updates.replace(/\s+/g, ' ')).toMatch(/\b\d+ days .* critical, \d+ .* high, .* else\b/);
  });

  test('every relative link leads somewhere', () => {
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map((match) => match[1] ?? '')
        .filter((target) => !existsSync(join(root, dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    );
    expect(broken).toEqual([]);
  });
});
