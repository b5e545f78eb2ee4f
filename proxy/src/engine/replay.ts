import { times } from '../jobs/schedule.ts';
import type { Batch, StoredJob } from '../store/store.ts';

/** How long ago a batch was sent, as far as clocks can tell. */
export type BatchAge = {
  /** By Green's clock, as its answers told it then and now; undefined where it was not known at either time. */
  readonly byGreenMs: number | undefined;
  /** By a clock that nobody sets; undefined where another process sent it. */
  readonly hereMs: number | undefined;
};

/** Clocks that are told to the second may seem to run backwards by so much. */
const grainMs = 2_000;

/**
 * Whether a batch is young enough to be sent again: Green forgets a used nonce after 15 minutes, and would bill the
 * replay then. The older of two ages counts, for a machine that slept knows nothing of it, and one that was sent in the
 * future has no age at all.
 */
export function isFresh({ byGreenMs, hereMs }: BatchAge): boolean {
  if (byGreenMs !== undefined && byGreenMs < -grainMs) return false;
  if (hereMs !== undefined) return Math.max(hereMs, byGreenMs ?? 0) < times.replayWithinMs;
  return byGreenMs !== undefined && byGreenMs < times.replayAfterRestartMs;
}

/**
 * Whether a batch still is what it was when it was sent: each of its scans is there and waits to be found out about.
 * One that was queued again, ended, or was erased may have been submitted anew since, and must not be sent with the
 * rest.
 */
export function isWhole(batch: Batch, jobs: readonly (StoredJob | undefined)[]): jobs is readonly StoredJob[] {
  return (
    jobs.length === batch.jobIds.length &&
    jobs.every((stored) => {
      const phase = stored?.job.phase;
      return phase?.state === 'unknown' && phase.batchId === batch.id && !phase.arrived;
    })
  );
}
