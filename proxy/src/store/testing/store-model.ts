import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CardName, cardNames } from '../../contract/cards.ts';
import type { Job, Phase, Queue } from '../../jobs/job.ts';
import { type Place, placeOf } from '../../jobs/place.ts';
import type { Batch, Change, Store, StoredJob } from '../store.ts';
import type { StoreFixture } from './store-suite.ts';

const queues: readonly Queue[] = ['submit', 'poll', 'resolve', 'erase'];
const t0 = 1_800_000_000_000;

type Entry = { stored: StoredJob; place: Place };

/** What a store should hold, kept in the plainest way there is. */
type Model = {
  nowMs: number;
  made: number;
  readonly jobs: Map<string, Entry>;
  readonly keys: Map<string, { fingerprint: string; id: string; expiresAtMs: number }>;
  readonly quotas: Map<string, { used: number; expiresAtMs: number }>;
  readonly batches: Map<string, Batch>;
};

const delay = fc.integer({ min: 0, max: 60 });
/** Which of the jobs there are, by place in the list of all that ever were. */
const picks = fc.uniqueArray(fc.nat({ max: 12 }), { minLength: 1, maxLength: 4 });
const steps = fc.oneof(
  fc.record({
    kind: fc.constant('create' as const),
    card: fc.constantFrom(...cardNames.slice(0, 3)),
    delay,
    key: fc.option(fc.nat({ max: 2 }), { nil: undefined }),
    fingerprint: fc.nat({ max: 1 }),
    quota: fc.option(fc.nat({ max: 1 }), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant('claim' as const),
    queue: fc.constantFrom(...queues),
    max: fc.integer({ min: 1, max: 4 }),
    leaseMs: fc.integer({ min: 1, max: 40 }),
  }),
  fc.record({
    kind: fc.constant('apply' as const),
    picks,
    staleAt: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
    to: fc.constantFrom<Phase['state']>('queued', 'submitting', 'unknown', 'submitted', 'done', 'failed'),
    delay,
    drop: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('mark' as const),
    picks,
    staleAt: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
    delay,
  }),
  fc.record({ kind: fc.constant('erase' as const), picks }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(1, 10, 50, 21 * 60_000) }),
  fc.record({ kind: fc.constant('forget' as const) }),
);
type Step = typeof steps extends fc.Arbitrary<infer S> ? S : never;

/**
 * Random sequences of operations, each of whose answers must be one that the simple model allows; call it once for each
 * store.
 */
export function storeModel(name: string, makeStore: () => Promise<StoreFixture>, runs = 40): void {
  test(`${name} store: random sequences of operations agree with a simple model`, { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 40, size: 'max' }), async (sequence) => {
        const fixture = await makeStore();
        const model: Model = {
          nowMs: t0,
          made: 0,
          jobs: new Map(),
          keys: new Map(),
          quotas: new Map(),
          batches: new Map(),
        };
        try {
          for (const [index, step] of sequence.entries()) {
            // Two handles, where there are two, take turns: what one did the other sees.
            await perform(step, model, (index % 2 === 1 ? fixture.other : undefined) ?? fixture.store);
            await compare(model, fixture.store);
          }
        } finally {
          await fixture.dispose();
        }
      }),
      { numRuns: runs },
    );
  });
}

async function compare(model: Model, store: Store): Promise<void> {
  const ids = Array.from({ length: model.made }, (_, index) => idOf(index));
  expect(await store.get(ids)).toEqual(ids.map((id) => model.jobs.get(id)?.stored));
  for (const queue of queues) {
    const times = [...model.jobs.values()].flatMap(({ place }) => (place.queue === queue ? [place.atMs] : []));
    expect(await store.next(queue)).toBe(times.length === 0 ? undefined : Math.min(...times));
  }
}

const idOf = (index: number): string => `scan-${String(index).padStart(3, '0')}`;

function phaseOf(state: Phase['state'], atMs: number): Phase {
  switch (state) {
    case 'queued':
      return { state, readyAtMs: atMs };
    case 'submitting':
      return { state, batchId: 'b', markedAtMs: atMs, leaseUntilMs: atMs };
    case 'unknown':
      return { state, batchId: 'b', markedAtMs: atMs, nextTryAtMs: atMs, arrived: false };
    case 'submitted':
      return { state, taskId: 't', submittedAtMs: atMs, looks: 1, nextLookAtMs: atMs };
    case 'done':
      return { state, endedAtMs: atMs, recognised: true, raw: { name: '何' } };
    case 'failed':
      return { state, endedAtMs: atMs, code: 'green-failed' };
  }
}

/** Changes of the picked jobs as they stand, the one at `staleAt` with a version that never was. */
function changesOf(model: Model, indexes: readonly number[], staleAt: number | undefined, phase: Phase): Change[] {
  return indexes.map((pick, index) => {
    const id = idOf(pick);
    const entry = model.jobs.get(id);
    const job: Job = entry?.stored.job ?? { id, card: 'passport', subject: 's', createdAtMs: t0, attempts: 0, phase };
    const version = entry?.stored.version ?? 1;
    return { job: { ...job, phase }, version: index === staleAt ? version + 1 : version };
  });
}

const holds = (model: Model, { job, version }: Change): boolean => model.jobs.get(job.id)?.stored.version === version;

function keep(model: Model, { job, version }: Change): void {
  model.jobs.set(job.id, { stored: { job, version: version + 1 }, place: placeOf(job) });
}

async function perform(step: Step, model: Model, store: Store): Promise<void> {
  switch (step.kind) {
    case 'create':
      return create(step, model, store);
    case 'claim':
      return claim(step, model, store);
    case 'apply': {
      const changes = changesOf(model, step.picks, step.staleAt, phaseOf(step.to, model.nowMs + step.delay));
      const dropped = step.drop ? [...model.batches.keys()].slice(0, 1) : [];
      const expected = changes.map((change) => holds(model, change));
      expect(await store.apply(changes, dropped)).toEqual(expected);
      changes.forEach((change, index) => {
        if (expected[index]) keep(model, change);
      });
      for (const id of dropped) {
        model.batches.delete(id);
        expect(await store.batch(id)).toBeUndefined();
      }
      return;
    }
    case 'mark': {
      const changes = changesOf(model, step.picks, step.staleAt, phaseOf('submitting', model.nowMs + step.delay));
      const id = `nonce-${model.batches.size}-${model.nowMs}-${model.made}-${Math.random()}`;
      const request = { path: '/p', body: '{}', headers: {}, nonce: id, date: 'd' };
      const batch = { id, request, jobIds: changes.map(({ job }) => job.id), markedAtMs: model.nowMs };
      const expected = changes.every((change) => holds(model, change));
      expect(await store.mark(batch, changes)).toBe(expected);
      expect(await store.batch(id)).toEqual(expected ? batch : undefined);
      if (!expected) return;
      model.batches.set(id, batch);
      for (const change of changes) keep(model, change);
      return;
    }
    case 'erase': {
      const ids = step.picks.map(idOf);
      expect(await store.erase(ids.map((id) => ({ id })))).toEqual(ids.map((id) => model.jobs.delete(id)));
      return;
    }
    case 'pass':
      model.nowMs += step.ms;
      return;
    case 'forget': {
      await store.forget(model.nowMs);
      for (const [key, { id, expiresAtMs }] of model.keys)
        if (expiresAtMs <= model.nowMs && !model.jobs.has(id)) model.keys.delete(key);
      for (const [key, { expiresAtMs }] of model.quotas) if (expiresAtMs <= model.nowMs) model.quotas.delete(key);
      for (const [id, batch] of model.batches) {
        if (batch.markedAtMs + 20 * 60_000 <= model.nowMs) model.batches.delete(id);
        expect(await store.batch(id)).toEqual(model.batches.get(id));
      }
      return;
    }
  }
}

async function create(step: Extract<Step, { kind: 'create' }>, model: Model, store: Store): Promise<void> {
  const id = idOf(model.made);
  model.made += 1;
  const createdAtMs = model.nowMs + step.delay;
  const job: Job = {
    id,
    card: step.card,
    subject: 's',
    createdAtMs,
    attempts: 0,
    phase: { state: 'queued', readyAtMs: createdAtMs },
  };
  const expiresAtMs = model.nowMs + 30;
  const key = step.key === undefined ? undefined : `key-${step.key}`;
  const fingerprint = `print-${step.fingerprint}`;
  const quota = step.quota === undefined ? undefined : `quota-${step.quota}`;
  const answer = await store.create({
    job,
    ...(key === undefined ? {} : { idempotency: { key, fingerprint, expiresAtMs } }),
    ...(quota === undefined ? {} : { quota: { key: quota, limit: 2, expiresAtMs } }),
  });
  const known = key === undefined ? undefined : model.keys.get(key);
  if (known !== undefined) {
    const existing = { kind: 'existing', stored: model.jobs.get(known.id)?.stored };
    expect(answer).toEqual(known.fingerprint === fingerprint ? existing : { kind: 'conflict' });
    return;
  }
  if (quota !== undefined) {
    const used = model.quotas.get(quota)?.used ?? 0;
    if (used >= 2) return expect(answer).toEqual({ kind: 'quota-exceeded' });
    model.quotas.set(quota, { used: used + 1, expiresAtMs });
  }
  expect(answer).toEqual({ kind: 'created' });
  if (key !== undefined) model.keys.set(key, { fingerprint, id, expiresAtMs });
  keep(model, { job, version: 0 });
}

/** Among jobs, or lanes, of the same time any order will do: the claim is checked, then followed. */
async function claim(step: Extract<Step, { kind: 'claim' }>, model: Model, store: Store): Promise<void> {
  const { queue, max, leaseMs } = step;
  const { nowMs } = model;
  const claimed = await store.claim(queue, { max, nowMs, leaseMs });
  const due = [...model.jobs.values()].filter(({ place }) => place.queue === queue && place.atMs <= nowMs);
  const lanes = new Map<CardName | undefined, Entry[]>();
  for (const entry of due) {
    const lane = queue === 'submit' ? entry.place.lane : undefined;
    lanes.set(lane, [...(lanes.get(lane) ?? []), entry]);
  }
  const full = [...lanes.values()].filter((lane) => lane.length >= max);
  const candidates = full.length > 0 ? full : [...lanes.values()];
  const firstAt = (lane: readonly Entry[]): number => Math.min(...lane.map(({ place }) => place.atMs));
  const oldest = Math.min(...candidates.map(firstAt));
  const allowed = candidates.filter((lane) => firstAt(lane) === oldest);
  if (allowed.length === 0) return expect(claimed).toEqual([]);
  const from = allowed.find((lane) => lane.some(({ stored }) => stored.job.id === claimed[0]?.job.id));
  expect(from).toBeDefined();
  const times = (from ?? []).map(({ place }) => place.atMs).sort((a, b) => a - b);
  expect(new Set(claimed.map(({ job }) => job.id)).size).toBe(claimed.length);
  const taken = claimed.map(({ job, version }) => {
    const entry = from?.find(({ stored }) => stored.job.id === job.id);
    expect({ job, version: version - 1 }).toEqual(entry?.stored);
    const atMs = entry?.place.atMs ?? 0;
    if (entry) {
      entry.stored = { job, version };
      entry.place = { ...entry.place, atMs: nowMs + leaseMs };
    }
    return atMs;
  });
  expect(taken).toEqual(times.slice(0, max));
}
