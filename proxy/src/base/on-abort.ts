const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when a signal that hundreds wait for aborts; gives the way to let go. A signal itself looks through all of
 * its listeners for each that is added or removed, and warns of a leak from the eleventh.
 */
export function onAbort(signal: AbortSignal, call: () => void): () => void {
  const calls = waiting.get(signal) ?? listen(signal);
  calls.add(call);
  return () => void calls.delete(call);
}

function listen(signal: AbortSignal): Set<() => void> {
  const calls = new Set<() => void>();
  waiting.set(signal, calls);
  const callAll = (): void => {
    for (const call of calls) call();
  };
  signal.addEventListener('abort', callAll, { once: true });
  return calls;
}
