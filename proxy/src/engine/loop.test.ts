import { describe, expect, test } from 'vitest';
import { silentLog } from '../base/log.ts';
import { createInFlight } from './in-flight.ts';
import { createLoop } from './loop.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';

function fixture(answers: (number | Error)[]) {
  const clock = createVirtualClock();
  const ranAtMs: number[] = [];
  const startMs = clock.now();
  const errors: unknown[] = [];
  const loop = createLoop({
    name: 'test',
    clock,
    log: { ...silentLog, error: (fields) => errors.push(fields) },
    step: async () => {
      ranAtMs.push(clock.now() - startMs);
      const answer = answers.shift() ?? Number.POSITIVE_INFINITY;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  const controller = new AbortController();
  const ended = loop.run(controller.signal);
  return { clock, loop, ranAtMs, errors, stop: () => controller.abort(), ended };
}

describe('a loop', () => {
  test('runs again when its step says so', async () => {
    const { clock, ranAtMs, stop, ended } = fixture([0, 500, Number.POSITIVE_INFINITY]);
    await clock.advance(1_000);
    expect(ranAtMs).toEqual([0, 0, 500]);
    stop();
    await ended;
  });

  test('runs at once when woken, and every two seconds in case a wake-up was lost', async () => {
    const { clock, loop, ranAtMs, stop, ended } = fixture([]);
    await clock.advance(700);
    loop.wake();
    await clock.advance(3_000);
    expect(ranAtMs).toEqual([0, 700, 2_700]);
    stop();
    await ended;
  });

  test('pauses longer and longer while its step fails, says so once, and goes on', async () => {
    const { clock, ranAtMs, errors, stop, ended } = fixture([...Array(8).fill(new Error('away')), 10, 10]);
    await clock.advance(30_000);
    const gaps = ranAtMs.slice(1, 9).map((atMs, index) => atMs - (ranAtMs[index] ?? 0));
    expect(gaps).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
    expect(errors).toHaveLength(1);
    stop();
    await ended;
  });

  test('ends when stopped, also out of its sleep', async () => {
    const { clock, stop, ended } = fixture([]);
    await clock.advance(10);
    stop();
    await ended;
  });
});

describe('calls in flight', () => {
  test('an answer is recorded again and again while the store is away', async () => {
    const clock = createVirtualClock();
    const inFlight = createInFlight({ clock, log: silentLog });
    let tries = 0;
    let calls = 0;
    inFlight.add(async () => {
      calls += 1;
      return async () => {
        tries += 1;
        if (tries < 6) throw new Error('away');
      };
    });
    await clock.advance(60_000);
    expect([calls, tries, inFlight.size]).toEqual([1, 6, 0]);
  });

  test('draining waits for them, but not for ever', async () => {
    const clock = createVirtualClock();
    const inFlight = createInFlight({ clock, log: silentLog });
    inFlight.add(async () => {
      await clock.sleep(3_000);
      return async () => {};
    });
    inFlight.add(() => new Promise(() => {}));
    let drained = 0;
    const startMs = clock.now();
    void inFlight.drain(10_000).then(() => {
      drained = clock.now() - startMs;
    });
    await clock.advance(12_000);
    expect([drained, inFlight.size]).toEqual([10_000, 1]);
  });
});
