import type { Queue } from '../jobs/job.ts';
import { times } from '../jobs/schedule.ts';
import type { StoredJob } from '../store/store.ts';
import type { Advance } from './advance.ts';
import type { EngineContext } from './context.ts';

const mostJobs = 500;
const open: readonly Queue[] = ['submit', 'poll', 'resolve'];
/** Whatever the clock of the process before said. */
const everMs = 100 * 366 * 24 * 60 * 60_000;

/**
 * Takes up at once what an earlier process left, leases that still run and times that a wrong clock set included: only
 * for a store that no other process works on, before this one submits anything. Answers how many submissions were left
 * between mark and answer.
 */
export async function recover({
  store,
  clock,
  advance,
}: Pick<EngineContext, 'store' | 'clock'> & { readonly advance: Advance }): Promise<number> {
  let lost = 0;
  for (const queue of open) {
    const nowMs = clock.now() + everMs;
    // Claimed to the last before the first is put back, which would make it due again.
    const found: StoredJob[] = [];
    for (;;) {
      const claimed = await store.claim(queue, { max: mostJobs, nowMs, leaseMs: times.submitLeaseMs });
      if (claimed.length === 0) break;
      found.push(...claimed);
    }
    lost += found.filter(({ job }) => job.phase.state === 'submitting').length;
    for (let from = 0; from < found.length; from += mostJobs)
      await advance(
        found.slice(from, from + mostJobs).map((stored) => ({ stored, event: { kind: 'resumed', atMs: clock.now() } })),
      );
  }
  return lost;
}
