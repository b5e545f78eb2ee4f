import { times } from '../jobs/schedule.ts';
import type { StoredJob } from '../store/store.ts';
import type { Advance } from './advance.ts';
import type { EngineContext } from './context.ts';

const mostJobs = 200;

/**
 * The operator's word after a restored backup or a failover: scans that waited since before may have been submitted.
 * They end as `unconfirmed`, each listed for the bill, unless `resubmit` says that nothing of them was lost. Answers
 * how many ended.
 */
export async function settleDoubt(
  { store, clock, advance }: Pick<EngineContext, 'store' | 'clock'> & { readonly advance: Advance },
  { resubmit }: { readonly resubmit: boolean },
): Promise<number> {
  const sinceMs = await store.doubt();
  if (sinceMs === undefined) return 0;
  if (resubmit) {
    await store.settle();
    return 0;
  }
  const found: StoredJob[] = [];
  for (;;) {
    // The longest that one waits for another attempt is half a minute.
    const nowMs = clock.now() + 60_000;
    const options = { max: mostJobs, nowMs, leaseMs: times.claimLeaseMs, evenDoubtful: true };
    const claimed = await store.claim('submit', options);
    if (claimed.length === 0) break;
    found.push(...claimed);
  }
  const isOld = ({ job }: StoredJob): boolean => job.createdAtMs <= sinceMs;
  for (let from = 0; from < found.length; from += mostJobs)
    await advance(
      found.slice(from, from + mostJobs).map((stored) => ({
        stored,
        event: { kind: isOld(stored) ? 'doubtful' : 'released', atMs: clock.now() },
      })),
    );
  // Only now, so that none of them is submitted meanwhile.
  await store.settle();
  return found.filter(isOld).length;
}
