import { times } from '../jobs/schedule.ts';
import type { StoredJob } from '../store/store.ts';
import type { Advance, Step } from './advance.ts';
import type { EngineContext } from './context.ts';

const mostJobs = 100;

/**
 * Takes up at once what an earlier process left between mark and answer, leases that still run included: only for a
 * store that no other process works on, before this one submits anything. Answers how many scans that were.
 */
export async function recover({
  store,
  clock,
  advance,
}: Pick<EngineContext, 'store' | 'clock'> & { readonly advance: Advance }): Promise<number> {
  const nowMs = clock.now() + times.submitLeaseMs;
  const found: StoredJob[] = [];
  // Claimed to the last before the first is put back, which would make it due again.
  for (;;) {
    const claimed = await store.claim('resolve', { max: mostJobs, nowMs, leaseMs: times.submitLeaseMs });
    if (claimed.length === 0) break;
    found.push(...claimed);
  }
  const step = (stored: StoredJob): Step[] => {
    const { phase } = stored.job;
    const atMs = clock.now();
    if (phase.state === 'submitting') return [{ stored, event: { kind: 'lost', batchId: phase.batchId, atMs } }];
    // Not as tried: however long nobody worked, it is asked for once before it is given up.
    return phase.state === 'unknown' ? [{ stored, event: { kind: 'released', atMs } }] : [];
  };
  await advance(found.flatMap(step));
  return found.filter(isMarked).length;
}

function isMarked({ job }: StoredJob): boolean {
  return job.phase.state === 'submitting';
}
