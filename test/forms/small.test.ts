import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** What of the matrix needs no library, west of Greenwich, where a date that is taken for a moment moves by a day. */
const zone = 'America/Los_Angeles';
const right = [
  'texts',
  'labels-for',
  'labels-zh',
  'aria-labelledby',
  'autofill-bday-parts',
  'names-passport',
  'valid-period',
  'date-input',
  'date-three-selects',
  'date-month-from-zero',
  'sex-codes-alone',
  'country-datalist',
  'card-number-type',
  'card-split',
  'form-associated-element',
  'others-groups',
  'honeypots',
  'telephone-number',
  'typed-before',
  'later-step',
];
const reported = ['card-too-short', 'closed-shadow'];

type Row = { readonly id: string; readonly verdict: string; readonly undo: { readonly verdict: string } };

let folder: string;
let rows: readonly Row[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scanfill-forms-'));
  const json = join(folder, 'rows.json');
  const runner = fileURLToPath(new URL('./run.mjs', import.meta.url));
  const asked = ['--only', 'html', '--controls', [...right, ...reported].join(), '--zone', zone, '--json', json];
  // The command ends unhappily where too few are right: which ones are is told below. Bundled as for production.
  await new Promise<void>((resolve) => {
    const env = { ...process.env, NODE_ENV: 'production' };
    execFile(process.execPath, [runner, ...asked], { env, timeout: 100_000 }, () => resolve());
  });
  rows = JSON.parse(await readFile(json, 'utf8'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('every control holds what the card says or is told, none is silently wrong', () => {
  const of = (verdict: string) => rows.filter((row) => row.verdict === verdict).map(({ id }) => id);
  expect({ wrong: of('wrong'), right: of('right').sort(), reported: of('reported').sort() }).toEqual({
    wrong: [],
    right: [...right].sort(),
    reported,
  });
});

test('undoing puts back what was there, or says what stays', () => {
  expect(rows.filter(({ undo }) => undo.verdict === 'wrong')).toEqual([]);
});
