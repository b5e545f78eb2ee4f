import { describe, test } from 'vitest';
import { crashRun } from './crash.ts';
import { type Mishap, replicaRun } from './replicas.ts';
import { brief, type Verdict } from './verdict.ts';

const long = process.env.CHAOS === 'long';
const seed = process.env.CHAOS_SEED ?? 'first';
const clean: Verdict = { open: [], billedTwice: [], unbilled: [], mixedUp: [], strays: [], overRate: [], leaks: [] };

/** Everything that may happen to replicas and Redis, each long enough to be felt. */
const mishaps: readonly Mishap[] = [
  { kind: 'kill replica' },
  { kind: 'cut Redis from one', how: 'reset', forMs: 1_200 },
  { kind: 'restart Redis', signal: 'SIGKILL' },
  { kind: 'stop replica', forMs: 1_500 },
  { kind: 'cut Green from one', how: 'reset', forMs: 1_000 },
  { kind: 'cut Redis from one', how: 'stall', forMs: 1_500 },
  { kind: 'restart Redis', signal: 'SIGTERM' },
  { kind: 'stop Redis', forMs: 1_000 },
];

// Side by side: most of the time is spent waiting for leases to end.
describe.concurrent('one proxy, killed while it works', () => {
  test('ends every accepted scan and has no image billed twice', async ({ expect }) => {
    const options = long
      ? { scans: 4_000, kills: 40, callFaults: 0.05, taskFaults: 0.01, timeoutMs: 480_000 }
      : { scans: 2_000, kills: 9, callFaults: 0, taskFaults: 0, timeoutMs: 240_000 };
    const { verdict, figures, images } = await crashRun({ seed, ...options });
    console.table(figures);
    expect(brief(verdict)).toEqual(clean);
    expect(images, 'image files left').toBe(0);
  }, 600_000);
});

describe.concurrent('three replicas on one Redis, while all of them come and go', () => {
  test('end every accepted scan and have no image billed twice', async ({ expect }) => {
    const options = long
      ? {
          scans: 6_000,
          perSecond: 60,
          events: [...mishaps, ...mishaps, { kind: 'stop replica', forMs: 60_000 } as const, ...mishaps],
          callFaults: 0.05,
          taskFaults: 0.01,
          timeoutMs: 480_000,
        }
      : { scans: 2_000, perSecond: 160, events: mishaps, callFaults: 0, taskFaults: 0, timeoutMs: 240_000 };
    const { verdict, figures, images } = await replicaRun({ seed, ...options });
    console.table(figures);
    expect(brief(verdict)).toEqual(clean);
    expect(images, 'images of ended scans left in the bucket').toBe(0);
  }, 600_000);
});
