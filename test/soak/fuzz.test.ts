import { afterAll, beforeAll, expect, test } from 'vitest';
import { fuzz, fuzzTable } from './fuzz.ts';
import { type SoakStage, startSoakStage } from './stage.ts';

let stage: SoakStage;
beforeAll(async () => {
  stage = await startSoakStage('suite', 0.4);
});
afterAll(() => stage?.stop());

test('2,000 fuzzed requests bring no 5xx, no hang, no growth, and nothing of them is written', async () => {
  const report = await fuzz(stage, { seed: 'suite', requests: 2_000 });
  expect(report.faults, fuzzTable(report)).toEqual([]);
});
