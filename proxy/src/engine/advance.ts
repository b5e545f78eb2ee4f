import { causeOf } from '../base/log.ts';
import { withHook } from '../jobs/hook.ts';
import { hasEnded, type Job } from '../jobs/job.ts';
import { type JobEvent, reduce } from '../jobs/reduce.ts';
import { leaving, unsettledAfter } from '../jobs/unsettled.ts';
import type { StoredJob } from '../store/store.ts';
import type { EngineContext } from './context.ts';
import { tellUnsettled } from './tell-unsettled.ts';

/** A job as it was read, and what happened to it. */
export type Step = { readonly stored: StoredJob; readonly event: JobEvent };

/** Applies events to jobs, whoever else changes them at the same time. */
export type Advance = (steps: readonly Step[], dropBatches?: readonly string[]) => Promise<void>;

const mostRounds = 8;

/**
 * Makes `Advance`: reduces, erases the images of jobs that end, applies; a job that someone else changed in between is
 * read again and reduced again. The image goes before the end is recorded: a crash between the two leaves a job that is
 * looked after once more, never an image that nobody knows of. Rejects when the store is away; nothing is lost then,
 * for leases bring the jobs back. `tellsHost`: an end is recorded together with the message about it.
 */
export function createAdvance({ store, images, log, observer }: EngineContext, tellsHost = false): Advance {
  async function eraseImages(jobs: readonly Job[]): Promise<boolean> {
    const refs = jobs.flatMap(({ image }) => (image === undefined ? [] : [image]));
    if (refs.length === 0) return true;
    try {
      await images.erase(refs);
      return true;
    } catch (error) {
      log.warn({ cause: causeOf(error), count: refs.length }, 'images could not be erased yet');
      return false;
    }
  }

  async function round(steps: readonly Step[], dropBatches: readonly string[]): Promise<readonly Step[]> {
    const moved = steps.flatMap(({ stored, event }) => {
      const next = reduce(stored.job, event);
      const isEnd = tellsHost && hasEnded(next) && !hasEnded(stored.job);
      const job = isEnd ? withHook(next, event.atMs) : next;
      return job === stored.job ? [] : [{ stored, event, job }];
    });
    if (moved.length === 0 && dropBatches.length === 0) return [];
    const erased = await eraseImages(moved.flatMap(({ job }) => (hasEnded(job) ? [job] : [])));
    const changes = moved.map(({ stored, event, job }) => ({
      version: stored.version,
      job: erased && hasEnded(job) ? reduce(job, { kind: 'image-erased', atMs: event.atMs }) : job,
      ...leaving(unsettledAfter(stored.job, event, job)),
    }));
    const applied = await store.apply(changes, dropBatches);
    const again = new Map<string, JobEvent>();
    moved.forEach(({ stored, event }, index) => {
      const change = changes[index];
      if (!applied[index]) {
        again.set(stored.job.id, event);
        return;
      }
      if (change?.unsettled) tellUnsettled({ log, observer }, change.unsettled);
      if (change && hasEnded(change.job) && !hasEnded(stored.job)) observer.ended(change.job);
    });
    if (again.size === 0) return [];
    const fresh = await store.get([...again.keys()]);
    return fresh.flatMap((stored) => {
      const event = stored && again.get(stored.job.id);
      return event ? [{ stored, event }] : [];
    });
  }

  return async (steps, dropBatches = []) => {
    let left = steps;
    for (let rounds = 0; rounds < mostRounds && (left.length > 0 || (rounds === 0 && dropBatches.length > 0)); rounds++)
      left = await round(left, rounds === 0 ? dropBatches : []);
  };
}
