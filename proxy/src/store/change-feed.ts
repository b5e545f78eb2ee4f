import type { Queue } from '../jobs/job.ts';
import type { Changed } from './store.ts';

/** Tells listeners of changes; what happens in one turn of the event loop is told in one go. */
export type ChangeFeed = {
  watch(listener: (changed: Changed) => void): () => void;
  tell(ids: readonly string[], queues: readonly Queue[]): void;
};

/** A feed without listeners. */
export function createChangeFeed(): ChangeFeed {
  const listeners = new Set<(changed: Changed) => void>();
  let ids = new Set<string>();
  let queues = new Set<Queue>();
  let scheduled = false;

  function flush(): void {
    scheduled = false;
    const changed = { ids: [...ids], queues: [...queues] };
    ids = new Set();
    queues = new Set();
    for (const listener of listeners) listener(changed);
  }

  return {
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(moreIds, moreQueues) {
      for (const id of moreIds) ids.add(id);
      for (const queue of moreQueues) queues.add(queue);
      if (scheduled) return;
      scheduled = true;
      queueMicrotask(flush);
    },
  };
}
