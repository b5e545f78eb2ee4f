import type { Job } from '../../jobs/job.ts';
import type { Store, StoredJob } from '../../store/store.ts';

/** Looks jobs up, in the order asked; undefined where there is none. */
export type Look = (ids: readonly string[]) => Promise<readonly (Job | undefined)[]>;

/** No question holds the store up for long. */
const mostIds = 200;

/** Looks that are shared; see `createSharedLooks`. */
export type SharedLooks = Look & {
  /** What these jobs are is remembered until that is let go of: a look at one that has not changed costs little. */
  hold(ids: readonly string[]): () => void;
};

/**
 * Looks that are asked for in one turn, as when a batch of scans ends and wakes whoever waits for them, are one
 * question to the store, and a job that several ask for is read once, however many hold it.
 */
export function createSharedLooks({ get }: Pick<Store, 'get'>): SharedLooks {
  const held = new Map<string, { holders: number; stored: StoredJob | undefined }>();
  let open: { readonly ids: Set<string>; readonly found: Promise<ReadonlyMap<string, Job | undefined>> } | undefined;

  async function read(ids: readonly string[]): Promise<readonly (readonly [string, Job | undefined])[]> {
    const known = new Map<string, StoredJob>();
    for (const id of ids) {
      const stored = held.get(id)?.stored;
      if (stored) known.set(id, stored);
    }
    const found = await get(ids, known);
    return ids.map((id, index) => {
      const stored = found[index];
      const entry = held.get(id);
      if (entry) entry.stored = stored;
      return [id, stored?.job];
    });
  }

  function ask(): NonNullable<typeof open> {
    const ids = new Set<string>();
    const found = Promise.resolve().then(async () => {
      if (open?.ids === ids) open = undefined;
      const all = [...ids];
      const parts = Array.from({ length: Math.ceil(all.length / mostIds) }, (_, index) =>
        all.slice(index * mostIds, (index + 1) * mostIds),
      );
      return new Map((await Promise.all(parts.map(read))).flat());
    });
    return { ids, found };
  }

  async function look(ids: readonly string[]): Promise<readonly (Job | undefined)[]> {
    if (open === undefined || open.ids.size >= mostIds) open = ask();
    const asked = open;
    for (const id of ids) asked.ids.add(id);
    const found = await asked.found;
    return ids.map((id) => found.get(id));
  }

  function hold(ids: readonly string[]): () => void {
    for (const id of ids) {
      const entry = held.get(id) ?? { holders: 0, stored: undefined };
      entry.holders += 1;
      held.set(id, entry);
    }
    let over = false;
    return () => {
      if (over) return;
      over = true;
      for (const id of ids) {
        const entry = held.get(id);
        if (entry === undefined) continue;
        entry.holders -= 1;
        if (entry.holders === 0) held.delete(id);
      }
    };
  }

  return Object.assign(look, { hold });
}
