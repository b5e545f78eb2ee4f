/** Green's fetches go before uploads: it gives an image three seconds, a person's photo may wait a moment. */
export type Precedence = {
  /** A fetch is under way until what this gives is called. */
  fetching(): () => void;
  /**
   * Resolves when an upload may take its next piece: at once where nobody fetches and few upload, else soon. Subjects
   * take turns, however many uploads one of them has open.
   */
  turn(subject?: string): Promise<void> | undefined;
};

/** However many fetches follow upon each other, an upload goes on after this. */
const longestWaitMs = 250;
/** So many pieces in one turn of the event loop: a fetch that comes meanwhile must not wait for hundreds. */
const piecesATurn = 8;

type Waiter = { readonly resolve: () => void; readonly untilMs: number };

/** One for a process: what is held back is the work of sealing and writing, which keeps the event loop busy. */
export function createPrecedence(): Precedence {
  /** Who waits, in the order that they are served. */
  const waiting = new Map<string, Waiter[]>();
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
    while (given < piecesATurn && serve());
    if (given > 0 || (waiting.size > 0 && fetches === 0)) plan(true, 0);
    else if (waiting.size > 0) plan(false, firstDueMs() - performance.now());
  }

  /** The first of the subject whose turn it is, which goes to the end of the line; false where nobody may go on. */
  function serve(): boolean {
    const nowMs = performance.now();
    for (const [subject, waiters] of waiting) {
      const [first] = waiters;
      if (first === undefined || (fetches > 0 && first.untilMs > nowMs)) continue;
      waiters.shift();
      waiting.delete(subject);
      if (waiters.length > 0) waiting.set(subject, waiters);
      given += 1;
      first.resolve();
      return true;
    }
    return false;
  }

  const firstDueMs = (): number =>
    Math.min(...[...waiting.values()].map(([first]) => first?.untilMs ?? Number.POSITIVE_INFINITY));

  return {
    fetching() {
      fetches += 1;
      let over = false;
      return () => {
        if (over) return;
        over = true;
        fetches -= 1;
        if (fetches === 0 && waiting.size > 0) plan(true, 0);
      };
    },
    turn(subject = '') {
      if (fetches === 0 && waiting.size === 0 && given < piecesATurn) {
        given += 1;
        plan(true, 0);
        return undefined;
      }
      return new Promise((resolve) => {
        const waiters = waiting.get(subject) ?? [];
        waiters.push({ resolve, untilMs: performance.now() + longestWaitMs });
        waiting.set(subject, waiters);
        plan(fetches === 0, longestWaitMs);
      });
    },
  };
}
