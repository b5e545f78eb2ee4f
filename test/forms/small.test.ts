import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The part of the matrix that needs nothing but this workspace: plain HTML and React’s own forms, in both zones. */
const runner = fileURLToPath(new URL('./run.mjs', import.meta.url));

type Row = {
  readonly id: string;
  readonly verdict: string;
  readonly why?: string;
  readonly undo: { readonly verdict: string };
};

let folder: string;
let rows: readonly Row[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scanfill-forms-'));
  const json = join(folder, 'rows.json');
  // The command ends unhappily where a row is wrong; which one is told by the tests below.
  await new Promise<void>((resolve) => {
    // Not the suite's NODE_ENV: JSX would be compiled for development, and the page bundled without it.
    const env = { ...process.env, NODE_ENV: 'production' };
    const words = [runner, '--only', 'html,react', '--quiet', '--json', json];
    execFile(process.execPath, words, { env, timeout: 540_000 }, () => resolve());
  });
  rows = JSON.parse(await readFile(json, 'utf8'));
}, 600_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('nothing in plain HTML and in React forms is silently wrong', () => {
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter(({ verdict }) => verdict === 'wrong')).toEqual([]);
});

test('85 in 100 of their controls hold what the card says', () => {
  const right = rows.filter(({ verdict }) => verdict === 'right').length;
  expect(right / rows.length).toBeGreaterThanOrEqual(0.85);
});

test('undoing puts back what was there, or says what stays', () => {
  expect(rows.filter(({ undo }) => undo.verdict === 'wrong')).toEqual([]);
});
