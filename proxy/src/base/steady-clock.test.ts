import { expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { createSteadyClock } from './steady-clock.ts';

test('a corrected wall clock moves nothing that is due', () => {
  let wallMs = 1_000_000;
  let elapsedMs = 50;
  const clock = createSteadyClock(createClock({ now: () => wallMs, elapsed: () => elapsedMs, after: () => () => {} }));
  expect(clock.now()).toBe(1_000_000);
  wallMs -= 3_600_000;
  elapsedMs += 7.9;
  expect(clock.now()).toBe(1_000_007);
});

test('starts with the time of a store that others share', () => {
  const clock = createSteadyClock(createClock({ now: () => 5, elapsed: () => 0, after: () => () => {} }), 900);
  expect(clock.now()).toBe(900);
});
