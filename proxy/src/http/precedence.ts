/** Green's fetches go before uploads: it gives an image three seconds, a person's photo may wait a moment. */
export type Precedence = {
  /** A fetch is under way until what this gives is called. */
  fetching(): () => void;
  /** Resolves when an upload may take its next piece: at once where nobody fetches, else soon. */
  turn(): Promise<void> | undefined;
};

/** However many fetches follow upon each other, an upload goes on after this. */
const longestWaitMs = 250;

/** One for a process: what is held back is the work of sealing and writing, which keeps the event loop busy. */
export function createPrecedence(): Precedence {
  let fetches = 0;
  let quiet: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;

  function wait(): Promise<void> {
    if (quiet === undefined) {
      let end = (): void => {};
      const promise = new Promise<void>((resolve) => {
        end = resolve;
      });
      const timer = setTimeout(release, longestWaitMs);
      quiet = {
        promise,
        resolve() {
          clearTimeout(timer);
          end();
        },
      };
    }
    return quiet.promise;
  }

  function release(): void {
    quiet?.resolve();
    quiet = undefined;
  }

  return {
    fetching() {
      fetches += 1;
      let over = false;
      return () => {
        if (over) return;
        over = true;
        fetches -= 1;
        if (fetches === 0) release();
      };
    },
    turn: () => (fetches === 0 ? undefined : wait()),
  };
}
