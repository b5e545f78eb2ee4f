import { closeSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { nextSlot } from '../next-slot.ts';
import type { Operation, Slot } from '../store.ts';

/** Spaces the calls of one process, and of the process before it in the same directory. */
export type Slots = {
  start(): void;
  stop(): void;
  take(operation: Operation, gapMs: number, aheadMs?: number): Slot;
};

const operations: readonly Operation[] = ['submit', 'query'];

/**
 * Remembers the last grants in a small file, which survives this process but is not waited for: after a power cut the
 * machine takes longer to start than any gap. Wall-clock time, since it must mean the same to the next process.
 */
export function createSlots(dir: string, now: () => number = Date.now): Slots {
  const last = new Map<Operation, number>();
  let file: number | undefined;
  return {
    start() {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      file = openSync(join(dir, 'slots'), 'a+', 0o600);
      closeSync(file);
      file = openSync(join(dir, 'slots'), 'r+');
      const kept = Buffer.alloc(8 * operations.length);
      readSync(file, kept, 0, kept.length, 0);
      operations.forEach((operation, index) => {
        last.set(operation, kept.readDoubleBE(index * 8));
      });
    },
    stop() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
    take(operation, gapMs, aheadMs = 0) {
      const { slot, lastMs = 0 } = nextSlot(last.get(operation), { gapMs, aheadMs, nowMs: now() });
      last.set(operation, lastMs);
      if (slot.taken && file !== undefined) {
        const kept = Buffer.alloc(8);
        kept.writeDoubleBE(lastMs);
        writeSync(file, kept, 0, 8, operations.indexOf(operation) * 8);
      }
      return slot;
    },
  };
}
