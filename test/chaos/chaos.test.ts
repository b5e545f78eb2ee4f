import { describe, test } from 'vitest';
import { crashRun } from './crash.ts';
import { failoverRun } from './failover.ts';
import { type Mishap, replicaRun } from './replicas.ts';
import { brief, type Figures, type Verdict } from './verdict.ts';
import { calm, type World } from './world.ts';

const long = process.env.CHAOS === 'long';
const seed = process.env.CHAOS_SEED ?? 'first';
const clean: Verdict = {
  open: [],
  billedTwice: [],
  submittedAgain: [],
  lost: [],
  unlisted: [],
  unbilled: [],
  mixedUp: [],
  strays: [],
  overRate: [],
  leaks: [],
};

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

/** All faults at once. What is not known of the real Green is so in one of them and otherwise in another. */
const everything = {
  kind: 'stand-in',
  nodes: 3,
  callFaults: 0.08,
  taskFaults: 0.03,
  outages: 0.25,
  skewMs: 600_000,
  untilMs: 120_000,
} as const;
const worlds: readonly (readonly [string, World])[] = [
  ['nodes that share a memory', { ...everything, nonces: 'shared' }],
  [
    'nodes with a memory each, tasks that cannot be asked for',
    { ...everything, nonces: 'own', callbackTasks: 'expired' },
  ],
  ['another upstream', { kind: 'upstream', memory: 'each', trouble: 0.12, untilMs: 120_000 }],
];
/** In per cent, of the scans of a run. */
const mostUnconfirmed = 1;
const longest = { timeout: 900_000 };

const tell = (world: string, figures: Figures): void => {
  // One line each: a table's columns would be as wide as the longest list.
  console.log([`── ${world}`, ...Object.entries(figures).map(([name, value]) => `   ${name}: ${value}`)].join('\n'));
};

const inFull = long ? worlds : [];
describe.each(inFull)('2,000 scans among %s', (name, world) => {
  const common = { seed: `${seed} ${name}`, world, scans: 2_000, timeoutMs: 600_000 };

  // Side by side: most of the time is spent waiting for leases to end.
  test.concurrent(
    'one proxy, killed while it works, ends every accepted scan and has no image billed twice',
    longest,
    async ({ expect }) => {
      const { verdict, figures, images } = await crashRun({ ...common, kills: 20 });
      tell(name, figures);
      expect(brief(verdict)).toEqual(clean);
      expect(images, 'image files left').toEqual([]);
      expect(figures['unconfirmed, %']).toBeLessThan(mostUnconfirmed);
    },
  );

  test.concurrent('three replicas on one Redis, all of which come and go, do as well', longest, async ({ expect }) => {
    const events = [...mishaps, ...mishaps, ...mishaps];
    const { verdict, figures, images } = await replicaRun({ ...common, perSecond: 40, events });
    tell(name, figures);
    expect(brief(verdict)).toEqual(clean);
    expect(images, 'images of ended scans left in the bucket').toEqual([]);
    expect(figures['unconfirmed, %']).toBeLessThan(mostUnconfirmed);
  });
});

// Short enough for every run of the suite: fewer scans, faults that are over sooner, and the hour of questions soon.
describe.each(long ? [] : ['a short run'])('%s', () => {
  const common = { seed, timeoutMs: 240_000, lateMs: 10_000 };

  test.concurrent(
    'of one proxy, killed while it works, ends every accepted scan and has no image billed twice',
    longest,
    async ({ expect }) => {
      const { verdict, figures, images } = await crashRun({ ...common, world: calm, scans: 200, kills: 6 });
      tell('calm', figures);
      expect(brief(verdict)).toEqual(clean);
      expect(images, 'image files left').toEqual([]);
    },
  );

  test.concurrent(
    'of three replicas on one Redis, all of which come and go, does as well',
    longest,
    async ({ expect }) => {
      const options = { ...common, world: calm, scans: 240, perSecond: 30, events: mishaps };
      const { verdict, figures, images } = await replicaRun(options);
      tell('calm', figures);
      expect(brief(verdict)).toEqual(clean);
      expect(images, 'images of ended scans left in the bucket').toEqual([]);
    },
  );

  test.concurrent.for(worlds.slice(1))(
    'among all faults at once does as well: %s',
    longest,
    async ([name, world], { expect }) => {
      const options = {
        ...common,
        seed: `${seed} ${name}`,
        world: { ...world, untilMs: 15_000 },
        scans: 80,
        kills: 2,
      };
      const { verdict, figures } = await crashRun(options);
      tell(name, figures);
      expect(brief(verdict)).toEqual(clean);
    },
  );

  test.concurrent(
    'a failover to a replica that lacks the last marks pauses submissions until the operator has looked',
    longest,
    async ({ expect }) => {
      const { verdict, figures, unasked, readiness, said } = await failoverRun({ seed, scans: 120 });
      tell('failover', figures);
      expect(brief(verdict)).toEqual(clean);
      expect(unasked).toBe(0);
      expect(readiness.every((each) => each.startsWith('503 ') && each.includes('epoch-unconfirmed'))).toBe(true);
      expect(said).toMatch(/^Submissions go on; [1-9]\d* scans that waited since before ended as unconfirmed/);
    },
  );
});
