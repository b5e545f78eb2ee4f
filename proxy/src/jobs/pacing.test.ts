import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../store/memory.ts';
import { createCircuit } from './circuit.ts';
import { createGate } from './gate.ts';
import { createPace } from './pace.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';
import { createThrottle } from './throttle.ts';

describe('the throttle', () => {
  test('spaces calls evenly with 5 ms to spare', () => {
    const clock = createVirtualClock();
    expect(createThrottle({ qps: 10, clock }).gapMs()).toBe(105);
    expect(createThrottle({ qps: 50, clock }).gapMs()).toBe(25);
  });

  test('widens by half each time, up to a second, and creeps back by 5 % a quiet second', async () => {
    const clock = createVirtualClock();
    const throttle = createThrottle({ qps: 10, clock });
    throttle.slower();
    expect(throttle.gapMs()).toBeCloseTo(157.5);
    for (let index = 0; index < 10; index++) throttle.slower();
    expect(throttle.gapMs()).toBe(1_000);
    await clock.advance(999);
    expect(throttle.gapMs()).toBe(1_000);
    await clock.advance(1);
    expect(throttle.gapMs()).toBeCloseTo(950);
    await clock.advance(60_000);
    expect(throttle.gapMs()).toBe(105);
  });

  test('makes no call at all for as long as Green says, a minute at most', async () => {
    const clock = createVirtualClock();
    const throttle = createThrottle({ qps: 10, clock });
    throttle.slower(3_000);
    expect(throttle.pauseMs()).toBe(3_000);
    throttle.slower(100);
    expect(throttle.pauseMs()).toBe(3_000);
    await clock.advance(3_000);
    expect(throttle.pauseMs()).toBe(0);
    throttle.slower(3_600_000);
    expect(throttle.pauseMs()).toBe(60_000);
  });

  test('of a slow account never goes faster than it may', () => {
    const throttle = createThrottle({ qps: 1, clock: createVirtualClock() });
    for (let index = 0; index < 5; index++) throttle.slower();
    expect(throttle.gapMs()).toBe(1_005);
  });
});

describe('the guard before a call', () => {
  test('lets ten through at once and the eleventh when the first is a second old', async () => {
    const clock = createVirtualClock();
    const pace = createPace({ qps: 10, clock });
    const leftAtMs: number[] = [];
    const startMs = clock.now();
    for (let index = 0; index < 21; index++) void pace.turn().then(() => leftAtMs.push(clock.now() - startMs));
    await clock.advance(5_000);
    expect(leftAtMs).toEqual([...Array(10).fill(0), ...Array(10).fill(1_050), 2_100]);
  });
});

describe('the gate', () => {
  test('gives slots to whoever waits, evenly spaced', async () => {
    const clock = createVirtualClock();
    const gate = createGate({ operation: 'submit', qps: 10, store: createMemoryStore({ clock }), clock });
    const atMs: number[] = [];
    const startMs = clock.now();
    for (let index = 0; index < 4; index++) void gate.slot().then(() => atMs.push(clock.now() - startMs));
    await clock.advance(1_000);
    expect(atMs).toEqual([0, 105, 210, 315]);
  });

  test('takes a slot anew that was used too late, where others share the store', async () => {
    const clock = createVirtualClock();
    const slots: number[] = [];
    const memory = createMemoryStore({ clock });
    const store = {
      ...memory,
      kind: 'redis',
      slot: async () => {
        slots.push(clock.now());
        return 0;
      },
    } as const;
    const gate = createGate({ operation: 'submit', qps: 10, store, clock });
    await gate.pass(clock.now() - 30);
    expect(slots).toHaveLength(0);
    await gate.pass(clock.now() - 60);
    expect(slots).toHaveLength(1);
  });
});

describe('the circuit', () => {
  test('opens at the fifth call in a row without an answer, and closes with the first answer', () => {
    const turns: boolean[] = [];
    const circuit = createCircuit({ changed: (open) => turns.push(open) });
    for (let index = 0; index < 4; index++) circuit.missed();
    circuit.reached();
    for (let index = 0; index < 4; index++) circuit.missed();
    expect([circuit.open, turns]).toEqual([false, []]);
    circuit.missed();
    circuit.missed();
    expect([circuit.open, turns]).toEqual([true, [true]]);
    circuit.reached();
    expect([circuit.open, turns]).toEqual([false, [true, false]]);
  });
});
