import { expect, test } from 'vitest';
import { cardNames } from '../contract/cards.ts';
import { blindObserver } from './context.ts';
import { createEngineFixture } from './testing/engine-fixture.ts';

/** Numbers that follow from a seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The same loops in virtual time: `rate` scans a second over 13 card types, four fifths of them of two types, for
 * `seconds`.
 */
async function simulate(rate: number, seconds: number, seed: number) {
  const random = seeded(seed);
  const sentAfterMs: number[] = [];
  const endedAfterMs: number[] = [];
  const endedAtMs: number[] = [];
  // Recognition takes 0.4 to 2.6 s. (With a long tail a few tasks are looked at twice, and the ceiling is neared more
  // slowly.)
  const workMs = (): number => 400 + 2_200 * random();
  const fixture = createEngineFixture({
    green: { workMs, answerMs: 40 },
    context: {
      observer: {
        ...blindObserver,
        sent: (_job, waitedMs) => sentAfterMs.push(waitedMs),
        ended({ createdAtMs, phase }) {
          if (!('endedAtMs' in phase)) return;
          endedAtMs.push(phase.endedAtMs);
          endedAfterMs.push(phase.endedAtMs - createdAtMs);
        },
      },
    },
  });
  const { engine, clock, add, green, images } = fixture;
  engine.start();
  await clock.advance(2_000);
  const startMs = clock.now();
  const [submitsBefore, queriesBefore] = [green.submitsAtMs.length, green.queriesAtMs.length];
  let made = 0;
  const stepMs = 20;
  for (let passedMs = 0; passedMs < seconds * 1_000; passedMs += stepMs) {
    for (const due = ((passedMs + stepMs) / 1_000) * rate; made < due; made++) {
      const index = random() < 0.8 ? Math.floor(random() * 2) : 2 + Math.floor(random() * (cardNames.length - 2));
      await add(cardNames[index]);
    }
    await clock.advance(stepMs);
  }
  const endedSteadily = endedAtMs.filter((atMs) => atMs >= startMs + 30_000 && atMs < startMs + seconds * 1_000).length;
  while (endedAfterMs.length < made && clock.now() - startMs < seconds * 1_000 + 60_000) await clock.advance(100);
  await engine.stop();
  const quantile = (values: number[], share: number) =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
  return {
    made,
    ended: endedAfterMs.length,
    billedOnce: new Set(green.billed).size === green.billed.length && green.billed.length === made,
    imagesLeft: images.kept.size,
    /** From the thirtieth second to the last: without the start and what is still under way at the end. */
    perSecond: endedSteadily / (seconds - 30),
    sentP50: quantile(sentAfterMs, 0.5),
    sentP99: quantile(sentAfterMs, 0.99),
    endedP50: quantile(endedAfterMs, 0.5),
    endedP99: quantile(endedAfterMs, 0.99),
    callsPerScan: (green.submitsAtMs.length - submitsBefore + green.queriesAtMs.length - queriesBefore) / made,
  };
}

// 9.52 slots a second of 100 tasks are 952. Results come in hundreds, so that the window must be long for one more or
// less not to decide.
test.each([7, 1, 2])(
  'at the upstream’s ceiling, seed %i: 950 scans a second, each billed once, under 0.03 calls a scan',
  async (seed) => {
    const result = await simulate(956, 120, seed);
    console.log(`at 956/s, seed ${seed}`, result);
    expect(result).toMatchObject({ ended: result.made, billedOnce: true, imagesLeft: 0 });
    expect(result.perSecond).toBeGreaterThanOrEqual(950);
    expect(result.callsPerScan).toBeLessThanOrEqual(0.03);
  },
  120_000,
);

test('at 200 scans a second over 13 types: the wait for submission stays under 1.5 s for 99 of 100', async () => {
  const result = await simulate(200, 40, 7);
  console.log('at 200/s', result);
  expect(result).toMatchObject({ ended: result.made, billedOnce: true, imagesLeft: 0 });
  expect(result.sentP99).toBeLessThanOrEqual(1_500);
}, 120_000);
