import { describe, expect, test } from 'vitest';
import type { Clock } from '../../base/clock.ts';
import { type LogFields, silentLog } from '../../base/log.ts';
import { createMemoryStore } from '../../store/memory.ts';
import type { Store } from '../../store/store.ts';
import { blindObserver } from '../context.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createCircuit } from './circuit.ts';
import { createGate, type Gate, type Turn } from './gate.ts';
import { createPace } from './pace.ts';
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

  test('waits no longer where the machine’s clock is set back', async () => {
    const clock = createVirtualClock();
    let setBackMs = 0;
    const machine: Clock = { ...clock, now: () => clock.now() - setBackMs };
    const throttle = createThrottle({ qps: 10, clock: machine });
    throttle.slower(3_000);
    setBackMs = 3_600_000;
    await clock.advance(3_000);
    expect(throttle.pauseMs()).toBe(0);
    await clock.advance(60_000);
    expect(throttle.gapMs()).toBe(105);
  });

  test('of a slow account never goes faster than it may', () => {
    const throttle = createThrottle({ qps: 1, clock: createVirtualClock() });
    for (let index = 0; index < 5; index++) throttle.slower();
    expect(throttle.gapMs()).toBe(1_050);
  });
});

describe('the guard before a call', () => {
  test('lets ten through at once and the eleventh when the first is a second old', async () => {
    const clock = createVirtualClock();
    const pace = createPace({ qps: 10, clock });
    const leftAtMs: number[] = [];
    const startMs = clock.now();
    for (let index = 0; index < 21; index++) {
      await clock.advance(pace.waitMs());
      pace.left();
      leftAtMs.push(clock.now() - startMs);
    }
    expect(leftAtMs).toEqual([...Array(10).fill(0), ...Array(10).fill(1_050), 2_100]);
  });
});

describe('the gate', () => {
  test('gives turns to whoever waits, evenly spaced', async () => {
    const clock = createVirtualClock();
    const store = createMemoryStore({ clock });
    const gate = createGate({ operation: 'submit', qps: 10, store, clock, log: silentLog, observer: blindObserver });
    const atMs: number[] = [];
    const startMs = clock.now();
    for (let index = 0; index < 4; index++) void gate.pass().then(() => atMs.push(clock.now() - startMs));
    await clock.advance(1_000);
    expect(atMs).toEqual([0, 105, 210, 315]);
  });

  describe('where others share the store', () => {
    /** Three processes on one store, which takes `tripMs` for a question and its answer. */
    function shared({ qps = 10, tripMs = 0 } = {}) {
      const clock = createVirtualClock();
      const memory = createMemoryStore({ clock });
      const store: Store = {
        ...memory,
        kind: 'redis',
        shared: true,
        async slot(...asked) {
          if (tripMs > 0) await clock.sleep(tripMs / 2);
          const slot = await memory.slot(...asked);
          if (tripMs > 0) await clock.sleep(tripMs / 2);
          return slot;
        },
      };
      const lines: string[] = [];
      const log = { ...silentLog, warn: (_fields: LogFields, message: string) => void lines.push(message) };
      let lost = 0;
      const slotLost = (): void => {
        lost += 1;
      };
      const observer = { ...blindObserver, slotLost };
      const gates = [1, 2, 3].map(() => createGate({ operation: 'submit', qps, store, clock, log, observer }));
      const [gate] = gates;
      if (!gate) throw new Error('no gate');
      return { clock, gate, gates, lines, startMs: clock.now(), lost: () => lost };
    }
    const turnOf = (given: Turn | number): Turn => {
      if (typeof given === 'number') throw new Error('no turn');
      return given;
    };

    test('takes a turn a little ahead, and holds the call until it has come', async () => {
      const { clock, gate, startMs } = shared();
      await gate.pass(turnOf(await gate.take()));
      expect(await gate.take()).toBe(15);
      await clock.advance(15);
      const left = gate.pass(turnOf(await gate.take())).then(() => clock.now() - startMs);
      await clock.advance(1_000);
      expect(await left).toBe(105);
    });

    test('takes another turn where one is used too late', async () => {
      const { clock, gate, startMs } = shared();
      const [inTime, tooLate] = [turnOf(await gate.take()), { fromMs: startMs, untilMs: startMs + 40 }];
      await clock.advance(30);
      await gate.pass(inTime);
      expect(clock.now() - startMs).toBe(30);
      await clock.advance(30);
      const left = gate.pass(tooLate).then(() => clock.now() - startMs);
      await clock.advance(1_000);
      expect(await left).toBe(105);
    });

    test('counts a turn that was used too late once, however long the next one takes', async () => {
      const { clock, gate, lost } = shared();
      const tooLate = turnOf(await gate.take());
      await clock.advance(60);
      const left = gate.pass(tooLate);
      await clock.advance(1_000);
      await left;
      expect(lost()).toBe(1);
    });

    test.each([
      { qps: 10, tripMs: 0, least: 100 },
      { qps: 10, tripMs: 20, least: 90 },
      // Where a turn is over before this process is told of it, a call costs two.
      { qps: 10, tripMs: 60, least: 60 },
      { qps: 10, tripMs: 110, least: 40 },
      { qps: 5, tripMs: 0, least: 50 },
      { qps: 2, tripMs: 60, least: 15 },
      { qps: 1, tripMs: 0, least: 10 },
      { qps: 50, tripMs: 20, least: 90 },
    ])(
      'lets no more than $qps calls of all go within a second, however long each is held up before, and the store answers after $tripMs ms',
      async ({ qps, tripMs, least }) => {
        const { clock, gates, startMs } = shared({ qps, tripMs });
        const atMs: number[] = [];
        let number = 0;
        const work = async (gate: Gate): Promise<void> => {
          while (clock.now() - startMs < 20_000) {
            const turn = await gate.take();
            // Held up for as long as it may come in: nothing, a little, or far too long.
            await clock.sleep(typeof turn === 'number' ? turn : (number++ * 37) % 400);
            if (typeof turn === 'number') continue;
            await gate.pass(turn);
            atMs.push(clock.now());
          }
        };
        const done = Promise.all(gates.map(work));
        await clock.advance(30_000);
        await done;
        const spans = atMs.slice(qps).map((at, index) => at - (atMs[index] ?? 0));
        expect(Math.min(...spans)).toBeGreaterThanOrEqual(1_000);
        expect(atMs.length).toBeGreaterThan(least);
      },
    );

    test('says so where the store is too slow for any call', async () => {
      const { clock, gate, lines } = shared({ tripMs: 400 });
      const stopping = new AbortController();
      const passed = gate.pass(undefined, stopping.signal);
      await clock.advance(20_000);
      stopping.abort();
      await clock.advance(1_000);
      await passed;
      expect(lines).toEqual(['the store answers too slowly to call Green']);
    });
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
