/** Lets a bounded number of pieces of work run at once; the rest wait in order. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** A gate with so many places; an infinite number means no gate at all. */
export function createGate(places: number): Gate {
  const waiting: (() => void)[] = [];
  let running = 0;

  /** A place is handed on, never given back while somebody waits, so that no newcomer slips in between. */
  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  return async (work) => {
    if (running >= places) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
