import type { Job } from '../jobs/job.ts';
import type { Store } from '../store/store.ts';

/** Looks jobs up, in the order asked; undefined where there is none. */
export type Look = (ids: readonly string[]) => Promise<readonly (Job | undefined)[]>;

/** No question holds the store up for long. */
const mostIds = 200;

/**
 * Looks that are asked for in one turn, as when a batch of scans ends and wakes whoever waits for them, are one
 * question to the store, and a job that several ask for is read once.
 */
export function createSharedLooks({ get }: Pick<Store, 'get'>): Look {
  let open: { readonly ids: Set<string>; readonly found: Promise<ReadonlyMap<string, Job | undefined>> } | undefined;

  function ask(): NonNullable<typeof open> {
    const ids = new Set<string>();
    const found = Promise.resolve().then(async () => {
      if (open?.ids === ids) open = undefined;
      const all = [...ids];
      const parts = Array.from({ length: Math.ceil(all.length / mostIds) }, (_, index) =>
        all.slice(index * mostIds, (index + 1) * mostIds),
      );
      const jobs = (await Promise.all(parts.map((part) => get(part)))).flat();
      return new Map(all.map((id, index) => [id, jobs[index]?.job]));
    });
    return { ids, found };
  }

  return async (ids) => {
    if (open === undefined || open.ids.size >= mostIds) open = ask();
    const asked = open;
    for (const id of ids) asked.ids.add(id);
    const found = await asked.found;
    return ids.map((id) => found.get(id));
  };
}
