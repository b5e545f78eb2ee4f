import type { Clock } from '../base/clock.ts';
import { cardNames } from '../contract/cards.ts';
import { keptUntilMs, type StoredHandoff } from '../jobs/handoff.ts';
import type { Queue } from '../jobs/job.ts';
import { type Place, placeOf } from '../jobs/place.ts';
import { type Unsettled, unsettledFrom, unsettledKeptMs, unsettledKey } from '../jobs/unsettled.ts';
import { createChangeFeed } from './change-feed.ts';
import { nextSlot } from './next-slot.ts';
import { pickLane } from './pick-lane.ts';
import { createSortedQueue, type SortedQueue } from './sorted-queue.ts';
import type { Batch, Change, Operation, Store, StoredJob } from './store.ts';

const batchKeptMs = 20 * 60_000;

/** Keeps everything in this process and nothing beyond it: for tests and for trying things out. */
export function createMemoryStore({ clock }: { clock: Pick<Clock, 'now'> }): Store {
  const jobs = new Map<string, StoredJob>();
  const batches = new Map<string, Batch>();
  const keys = new Map<string, { fingerprint: string; id: string; expiresAtMs: number }>();
  const quotas = new Map<string, { used: number; expiresAtMs: number }>();
  const revoked = new Map<string, { readonly atMs: number; readonly expiresAtMs: number }>();
  const unsettled = new Map<string, Unsettled>();
  const handoffs = new Map<string, StoredHandoff>();
  const windows = new Map<string, { hits: number; resetAtMs: number }>();
  const lastSlotMs = new Map<Operation, number | undefined>();
  const lanes = new Map(cardNames.map((card) => [card, createSortedQueue()]));
  const queues = { poll: createSortedQueue(), resolve: createSortedQueue(), erase: createSortedQueue() };
  const feed = createChangeFeed();

  function queueOf({ queue, lane }: Place): SortedQueue {
    if (queue !== 'submit') return queues[queue];
    const found = lanes.get(lane) ?? createSortedQueue();
    lanes.set(lane, found);
    return found;
  }

  function keep(stored: StoredJob): Queue {
    remove(stored.job.id);
    const place = placeOf(stored.job);
    jobs.set(stored.job.id, stored);
    queueOf(place).put(stored.job.id, place.atMs);
    return place.queue;
  }

  function remove(id: string): boolean {
    const stored = jobs.get(id);
    if (!stored) return false;
    queueOf(placeOf(stored.job)).remove(id);
    return jobs.delete(id);
  }

  const holds = ({ job, version }: Change): boolean => jobs.get(job.id)?.version === version;
  const laneList = () => [...lanes].map(([lane, queue]) => ({ lane, queue }));

  return {
    kind: 'memory',
    shared: false,
    start: async () => ['Scans are kept in memory: they are lost when this process ends.'],
    stop: async () => {},

    async create({ job, idempotency, quota, ceiling }) {
      const known = idempotency && keys.get(idempotency.key);
      if (known) {
        if (known.fingerprint !== idempotency.fingerprint) return { kind: 'conflict' };
        return { kind: 'existing', stored: jobs.get(known.id) };
      }
      const used = (key: string): number => quotas.get(key)?.used ?? 0;
      if (quota && used(quota.key) >= quota.limit) return { kind: 'quota-exceeded' };
      if (ceiling && used(ceiling.key) >= ceiling.limit) return { kind: 'ceiling-reached' };
      for (const each of [quota, ceiling])
        if (each) quotas.set(each.key, { used: used(each.key) + 1, expiresAtMs: each.expiresAtMs });
      if (idempotency) {
        const { key, fingerprint, expiresAtMs } = idempotency;
        keys.set(key, { fingerprint, id: job.id, expiresAtMs });
      }
      feed.tell([job.id], [keep({ job, version: 1 })]);
      return { kind: 'created', ...(ceiling ? { spent: used(ceiling.key) } : {}) };
    },

    knows: async (key) => keys.has(key),
    spent: async (key) => quotas.get(key)?.used ?? 0,

    async revoke(key, atMs, expiresAtMs) {
      revoked.set(key, { atMs, expiresAtMs });
    },
    revokedAt: async (key) => revoked.get(key)?.atMs,

    get: async (ids) => ids.map((id) => jobs.get(id)),

    async next(queue) {
      const firsts = (queue === 'submit' ? [...lanes.values()] : [queues[queue]]).map((each) => each.first());
      const earliest = Math.min(...firsts.map((first) => first ?? Number.POSITIVE_INFINITY));
      return Number.isFinite(earliest) ? earliest : undefined;
    },

    ids: async (queue) =>
      (queue === 'submit' ? [...lanes.values()] : [queues[queue]]).flatMap((each) =>
        each.due(Number.POSITIVE_INFINITY, each.size),
      ),

    async claim(queue, { max, nowMs, leaseMs }) {
      const from =
        queue === 'submit'
          ? pickLane(
              laneList().map(({ queue: lane }) => ({
                value: lane,
                due: lane.countDue(nowMs, max),
                firstAtMs: lane.first(),
              })),
              max,
            )
          : queues[queue];
      if (!from) return [];
      return from.due(nowMs, max).flatMap((id) => {
        const stored = jobs.get(id);
        if (!stored) return [];
        const claimed = { job: stored.job, version: stored.version + 1 };
        jobs.set(id, claimed);
        from.put(id, nowMs + leaseMs);
        return [claimed];
      });
    },

    async mark(batch, changes) {
      if (!changes.every(holds)) return false;
      batches.set(batch.id, batch);
      const touched = changes.map(({ job, version }) => keep({ job, version: version + 1 }));
      feed.tell(batch.jobIds, touched);
      return true;
    },

    batch: async (id) => batches.get(id),

    async apply(changes, dropBatches = []) {
      const touched: Queue[] = [];
      const applied = changes.map((change) => {
        if (!holds(change)) return false;
        touched.push(keep({ job: change.job, version: change.version + 1 }));
        if (change.unsettled) unsettled.set(unsettledKey(change.unsettled), change.unsettled);
        return true;
      });
      for (const id of dropBatches) batches.delete(id);
      feed.tell(
        changes.map(({ job }) => job.id),
        touched,
      );
      return applied;
    },

    async erase(erasures) {
      feed.tell(
        erasures.map(({ id }) => id),
        [],
      );
      return erasures.map(({ id, version, unsettled: left }) => {
        if (version !== undefined && jobs.get(id)?.version !== version) return false;
        const removed = remove(id);
        if (removed && left) unsettled.set(unsettledKey(left), left);
        return removed;
      });
    },

    async unsettled(after, max) {
      const keys = [...unsettled.keys()].filter((key) => key > after).toSorted();
      return keys.slice(0, max).flatMap((key) => {
        const entry = unsettled.get(key);
        return entry ? [{ key, entry }] : [];
      });
    },

    async keepHandoff({ handoff, version }) {
      if ((handoffs.get(handoff.id)?.version ?? 0) !== version) return false;
      handoffs.set(handoff.id, { handoff, version: version + 1 });
      feed.tell([handoff.id], []);
      return true;
    },
    handoff: async (id) => handoffs.get(id),

    async slot(operation, gapMs, aheadMs = 0) {
      const { slot, lastMs } = nextSlot(lastSlotMs.get(operation), { gapMs, aheadMs, nowMs: clock.now() });
      lastSlotMs.set(operation, lastMs);
      return slot;
    },

    async hit(key, windowMs) {
      const nowMs = clock.now();
      const open = windows.get(key);
      const current = open && open.resetAtMs > nowMs ? open : { hits: 0, resetAtMs: nowMs + windowMs };
      const next = { hits: current.hits + 1, resetAtMs: current.resetAtMs };
      windows.set(key, next);
      return next;
    },

    doubt: async () => undefined,
    settle: async () => {},
    failed: () => false,

    watch: feed.watch,

    async forget(nowMs) {
      for (const [id, { markedAtMs }] of batches) if (markedAtMs + batchKeptMs <= nowMs) batches.delete(id);
      for (const [key, { id, expiresAtMs }] of keys) if (expiresAtMs <= nowMs && !jobs.has(id)) keys.delete(key);
      for (const [key, { expiresAtMs }] of revoked) if (expiresAtMs <= nowMs) revoked.delete(key);
      for (const [key, { expiresAtMs }] of quotas) if (expiresAtMs <= nowMs) quotas.delete(key);
      for (const [key, { resetAtMs }] of windows) if (resetAtMs <= nowMs) windows.delete(key);
      for (const [id, { handoff }] of handoffs) if (keptUntilMs(handoff) <= nowMs) handoffs.delete(id);
      for (const key of unsettled.keys()) if (key < unsettledFrom(nowMs - unsettledKeptMs)) unsettled.delete(key);
    },

    async stats() {
      const queued = laneList().map(({ queue }) => queue);
      const oldest = Math.min(...queued.map((lane) => lane.first() ?? Number.POSITIVE_INFINITY));
      return {
        submit: queued.reduce((sum, lane) => sum + lane.size, 0),
        poll: queues.poll.size,
        resolve: queues.resolve.size,
        erase: queues.erase.size,
        oldestQueuedAtMs: Number.isFinite(oldest) ? oldest : undefined,
      };
    },
  };
}
