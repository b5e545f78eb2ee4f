/** Green's fetches go before uploads: it gives an image three seconds, a person's photo may wait a moment. */
export type Precedence = {
  /** A fetch is under way until what this gives is called. */
  fetching(): () => void;
  /** Resolves when an upload may take its next piece: at once where nobody fetches and few upload, else soon. */
  turn(): Promise<void> | undefined;
};

/** However many fetches follow upon each other, an upload goes on after this. */
const longestWaitMs = 250;
/** So many pieces in one turn of the event loop: a fetch that comes meanwhile must not wait for hundreds. */
const piecesATurn = 8;

/** One for a process: what is held back is the work of sealing and writing, which keeps the event loop busy. */
export function createPrecedence(): Precedence {
  const waiting: { readonly resolve: () => void; readonly untilMs: number }[] = [];
  let fetches = 0;
  let given = 0;
  let next: { readonly soon: boolean; cancel(): void } | undefined;

  function plan(soon: boolean, ms: number): void {
    if (next !== undefined && (next.soon || !soon)) return;
    next?.cancel();
    if (soon) {
      const turn = setImmediate(work);
      next = { soon, cancel: () => clearImmediate(turn) };
    } else {
      const timer = setTimeout(work, ms);
      next = { soon, cancel: () => clearTimeout(timer) };
    }
  }

  function work(): void {
    next = undefined;
    given = 0;
    const nowMs = performance.now();
    for (let first = waiting[0]; first !== undefined && given < piecesATurn; first = waiting[0]) {
      if (fetches > 0 && first.untilMs > nowMs) break;
      waiting.shift();
      given += 1;
      first.resolve();
    }
    const [first] = waiting;
    if (given > 0 || (first !== undefined && fetches === 0)) plan(true, 0);
    else if (first !== undefined) plan(false, first.untilMs - nowMs);
  }

  return {
    fetching() {
      fetches += 1;
      let over = false;
      return () => {
        if (over) return;
        over = true;
        fetches -= 1;
        if (fetches === 0 && waiting.length > 0) plan(true, 0);
      };
    },
    turn() {
      if (fetches === 0 && waiting.length === 0 && given < piecesATurn) {
        given += 1;
        plan(true, 0);
        return undefined;
      }
      return new Promise((resolve) => {
        waiting.push({ resolve, untilMs: performance.now() + longestWaitMs });
        plan(fetches === 0, longestWaitMs);
      });
    },
  };
}
