import { expect, test } from 'vitest';
import { silentLog } from '../base/log.ts';
import type { NonceProbe } from '../green/port.ts';
import { createProver } from './prover.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';

type Seen = 'refused' | 'accepted' | 'unknown';

/** A prover whose tries go as `tries` say, one after the other: so many refusals, then this end. */
function setUp(tries: readonly (readonly [refusals: number, seen: Seen | 'no slot'])[]) {
  const clock = createVirtualClock();
  const asked: number[] = [];
  const green = {
    probeNonce: async ({ wanted, refused }: NonceProbe): Promise<Seen> => {
      const [refusals, seen] = tries[asked.length] ?? [0, 'unknown'];
      asked.push(wanted);
      for (let count = 0; count < refusals; count++) refused?.();
      if (seen === 'no slot') throw new Error('Redis is away');
      return seen;
    },
  };
  const prover = createProver({
    green,
    log: silentLog,
    clock,
    account: { heard: () => {} },
    gate: { pass: async () => {} },
    changed: () => {},
  });
  return { clock, asked, prover, step: () => prover.step(new AbortController().signal) };
}

test('refusals of several tries add up, and a try that got further is followed at once', async () => {
  const { asked, prover, step } = setUp([
    [4, 'unknown'],
    [5, 'unknown'],
    [2, 'refused'],
  ]);
  expect(await step()).toBe(0);
  expect(prover.proof).toBe('unproved');
  expect(await step()).toBe(0);
  await step();
  expect(asked).toEqual([11, 7, 2]);
  expect(prover.proof).toBe('proved');
});

test('what was refused before the store failed counts as well', async () => {
  const { asked, prover, step } = setUp([
    [6, 'no slot'],
    [5, 'refused'],
  ]);
  await expect(step()).rejects.toThrow('Redis is away');
  await step();
  expect(asked).toEqual([11, 5]);
  expect(prover.proof).toBe('proved');
});

test('refusals older than five minutes count no more', async () => {
  const { clock, asked, step } = setUp([[6, 'unknown']]);
  await step();
  await clock.advance(5 * 60_000);
  await step();
  expect(asked).toEqual([11, 11]);
});

test('a try that told nothing is followed after five seconds', async () => {
  const { clock, asked, step } = setUp([]);
  expect(await step()).toBe(5_000);
  await clock.advance(4_999);
  expect(await step()).toBe(1);
  expect(asked).toHaveLength(1);
  await clock.advance(1);
  await step();
  expect(asked).toHaveLength(2);
});

test('one accepted nonce refutes for good, whatever was refused before', async () => {
  const { prover, step } = setUp([
    [10, 'unknown'],
    [0, 'accepted'],
  ]);
  await step();
  await step();
  expect(prover.proof).toBe('refuted');
  expect(await step()).toBe(Number.POSITIVE_INFINITY);
});
