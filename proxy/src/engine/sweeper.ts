import { causeOf } from '../base/log.ts';
import { limits } from '../contract/limits.ts';
import { forgetHookAtMs } from '../jobs/hook.ts';
import { hasEnded, type Job } from '../jobs/job.ts';
import { times } from '../jobs/schedule.ts';
import type { StoredJob } from '../store/store.ts';
import type { Advance } from './advance.ts';
import type { EngineContext } from './context.ts';
import { isToTell, type Tell } from './teller.ts';

const mostJobs = 200;
const forgetEveryMs = 60_000;
const orphansEveryMs = 10 * 60_000;
/** Longer than any upload takes: an image this old whose scan is unknown will never get one. */
const orphanAgeMs = 15 * 60_000;
/** File times lag behind the clock by a tick of the kernel. */
const fileTimeLagMs = 50;

/**
 * One step of the sweeper: gives up scans that could not be sent for an hour, erases ended scans after their retention
 * and images that outlived theirs, has the host told of ends, lets the store forget what has expired, and compares the
 * image host with the store.
 * `alone`: no other process uploads to this image host, so that every image without a scan that is older than this step
 * is an orphan of a crash.
 */
export function createSweepStep(
  deps: EngineContext & { readonly advance: Advance; readonly alone: boolean; readonly tell: Tell },
): (signal: AbortSignal) => Promise<number> {
  const { store, images, clock, wallNow, log, advance, alone, tell } = deps;
  let forgetAtMs = 0;
  let orphansAtMs = 0;
  // Requests are taken before the first step runs: an upload that began meanwhile has no scan yet, but will.
  let beforeStartMs = alone ? wallNow() - fileTimeLagMs : undefined;

  /** Also while nothing is submitted at all; claimed, so that nobody submits them meanwhile. */
  async function giveUpOverdue(): Promise<number> {
    const nowMs = clock.now();
    const waiting = { max: mostJobs, nowMs: nowMs - times.longestQueuedMs };
    const leaseMs = times.longestQueuedMs + times.claimLeaseMs;
    const claimed = await store.claim('submit', { ...waiting, leaseMs });
    if (claimed.length === 0) return 0;
    await advance(claimed.map((stored) => ({ stored, event: { kind: 'overdue', atMs: nowMs } })));
    log.warn({ count: claimed.length }, 'scans given up that could not be sent for an hour');
    return claimed.length;
  }

  async function eraseDue(signal: AbortSignal): Promise<number> {
    const claimed = await store.claim('erase', { max: mostJobs, nowMs: clock.now(), leaseMs: times.eraseRetryMs });
    await eraseImages(claimed.filter(({ job }) => job.image !== undefined));
    // Whatever keeps an image at its host: nobody's fields outlive their hour. The image is an orphan then, where the
    // host can list.
    const atMs = clock.now();
    const over = claimed.filter(({ job }) => !job.emptied && isOver(job, atMs));
    const done = claimed.filter(({ job }) => isForgotten(job, atMs));
    const gone = [...over.filter(({ job }) => job.hook === undefined), ...done];
    if (gone.length > 0) await store.erase(gone.map(({ job }) => ({ id: job.id })));
    const kept = over.filter(({ job }) => job.hook !== undefined);
    await advance(kept.map((stored) => ({ stored, event: { kind: 'emptied', atMs } })));
    // What was changed just now has its place back, and comes at once if it is due.
    const changed = new Set([...over, ...claimed.filter(({ job }) => job.image !== undefined)]);
    await tell(
      claimed.filter((stored) => !changed.has(stored) && isToTell(stored.job, atMs)),
      signal,
      claimed.length === mostJobs,
    );
    return claimed.length;
  }

  async function eraseImages(jobs: readonly StoredJob[]): Promise<void> {
    if (jobs.length === 0) return;
    try {
      await images.erase(jobs.flatMap(({ job }) => (job.image === undefined ? [] : [job.image])));
    } catch (error) {
      log.warn({ cause: causeOf(error), count: jobs.length }, 'images could not be erased yet');
      return;
    }
    const atMs = clock.now();
    await advance(jobs.map((stored) => ({ stored, event: { kind: 'image-erased', atMs } })));
  }

  async function eraseOrphans(beforeMs: number): Promise<void> {
    if (!images.stored) return;
    let orphans = 0;
    let chunk: { ref: string; id: string }[] = [];
    const flush = async (): Promise<void> => {
      const found = await store.get(chunk.map(({ id }) => id));
      const refs = chunk.filter((_, index) => found[index]?.job.image === undefined).map(({ ref }) => ref);
      if (refs.length > 0) await images.erase(refs);
      orphans += refs.length;
      chunk = [];
    };
    for await (const image of images.stored(beforeMs)) {
      chunk.push(image);
      if (chunk.length >= mostJobs) await flush();
    }
    await flush();
    if (orphans > 0) log.info({ count: orphans }, 'images without a scan erased');
  }

  return async (signal) => {
    const nowMs = clock.now();
    if (nowMs >= forgetAtMs) {
      await store.forget(nowMs);
      forgetAtMs = nowMs + forgetEveryMs;
    }
    if (nowMs >= orphansAtMs) {
      orphansAtMs = nowMs + orphansEveryMs;
      const beforeMs = beforeStartMs ?? wallNow() - orphanAgeMs;
      beforeStartMs = undefined;
      await eraseOrphans(beforeMs).catch((error: unknown) =>
        log.warn({ cause: causeOf(error) }, 'orphans not looked for'),
      );
    }
    const queuedAtMs = await store.next('submit');
    if (queuedAtMs !== undefined && queuedAtMs <= nowMs - times.longestQueuedMs && (await giveUpOverdue()) > 0)
      return 0;
    const dueAtMs = await store.next('erase');
    if (dueAtMs !== undefined && dueAtMs <= nowMs && (await eraseDue(signal)) > 0) return 0;
    return Math.min(forgetAtMs, orphansAtMs, dueAtMs ?? Number.POSITIVE_INFINITY) - nowMs;
  };
}

function isOver(job: Job, nowMs: number): boolean {
  const { phase } = job;
  return hasEnded(job) && 'endedAtMs' in phase && phase.endedAtMs + limits.retentionMs <= nowMs;
}

/** Nothing is left of it, and nothing is to be told any more. */
function isForgotten(job: Job, nowMs: number): boolean {
  if (!job.emptied) return false;
  return job.hook === undefined || (forgetHookAtMs(job) ?? Number.POSITIVE_INFINITY) <= nowMs;
}
