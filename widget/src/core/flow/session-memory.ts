import type { FlowMemory } from './flow-services.ts';

/**
 * One word in the tab's sessionStorage. Where the page may not use that (a sandboxed frame throws), the flow works
 * without surviving reloads.
 */
export function createSessionMemory(slot: string): FlowMemory {
  const name = `scanfill:${slot}`;
  return {
    load() {
      try {
        return sessionStorage.getItem(name) ?? undefined;
      } catch {
        return undefined;
      }
    },
    save(word) {
      try {
        if (word === undefined) sessionStorage.removeItem(name);
        else sessionStorage.setItem(name, word);
      } catch {
        // Nothing to do: remembering is a comfort.
      }
    },
  };
}
