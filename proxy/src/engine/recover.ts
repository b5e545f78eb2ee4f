import type { Queue } from '../jobs/job.ts';
import type { StoredJob } from '../store/store.ts';
import type { Advance } from './advance.ts';
import type { EngineContext } from './context.ts';

const mostJobs = 500;
const open: readonly Queue[] = ['submit', 'poll', 'resolve'];

/**
 * Takes up at once what an earlier process left, leases that still run and times that a wrong clock set included: only
 * for a store that no other process works on, before this one submits anything. Nothing is claimed, so that a process
 * that dies in between leaves all as it was, and what comes in meanwhile is not waited for. Answers how many
 * submissions were left between mark and answer.
 */
export async function recover({
  store,
  clock,
  advance,
}: Pick<EngineContext, 'store' | 'clock'> & { readonly advance: Advance }): Promise<number> {
  let lost = 0;

  /** One that cannot be opened must not hold up its neighbours: a secret may still be added. */
  async function read(ids: readonly string[]): Promise<readonly StoredJob[]> {
    const found = await store.get(ids).catch(() =>
      Promise.all(
        ids.map((id) =>
          store.get([id]).then(
            ([one]) => one,
            () => undefined,
          ),
        ),
      ),
    );
    return found.flatMap((stored) => stored ?? []);
  }

  for (const queue of open) {
    const ids = await store.ids(queue);
    for (let from = 0; from < ids.length; from += mostJobs) {
      const found = await read(ids.slice(from, from + mostJobs));
      lost += found.filter(({ job }) => job.phase.state === 'submitting').length;
      await advance(found.map((stored) => ({ stored, event: { kind: 'resumed', atMs: clock.now() } })));
    }
  }
  return lost;
}
