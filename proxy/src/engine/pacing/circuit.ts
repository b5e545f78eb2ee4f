const failuresToOpen = 5;

/** Whether Green can be reached at all. */
export type Circuit = {
  readonly open: boolean;
  /** A call came to an answer, whatever it said. */
  reached(): void;
  /** A call came to no answer. */
  missed(): void;
};

/** Opens after five calls in a row without an answer; `changed` is told of every turn. */
export function createCircuit({ changed }: { changed: (open: boolean) => void }): Circuit {
  let misses = 0;
  return {
    get open() {
      return misses >= failuresToOpen;
    },
    reached() {
      const wasOpen = misses >= failuresToOpen;
      misses = 0;
      if (wasOpen) changed(false);
    },
    missed() {
      misses += 1;
      if (misses === failuresToOpen) changed(true);
    },
  };
}
