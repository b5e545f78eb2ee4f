import { closeSync, fsync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { makePrivate } from './private.ts';

const synced = promisify(fsync);

/**
 * Makes a directory for its owner alone, and those above it, so that they would survive a power cut: a new one is
 * durable only once the one it lies in is.
 */
export function makeDirectory(dir: string): void {
  const first = mkdirSync(dir, { recursive: true, mode: 0o700 });
  makePrivate(dir);
  if (first === undefined) return;
  const top = dirname(resolve(first));
  for (let at = dirname(resolve(dir)); ; at = dirname(at)) {
    syncDirectory(at);
    if (at === top || at === dirname(at)) return;
  }
}

/** Makes the names in a directory durable. */
export function syncDirectory(dir: string): void {
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The same without blocking, once for all who ask while one is under way: each gets one that began after it asked. */
export function createDirectorySync(dir: string): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  async function run(): Promise<void> {
    await running.catch(() => {});
    running = begin();
    next = undefined;
    await running;
  }

  async function begin(): Promise<void> {
    const handle = openSync(dir, 'r');
    try {
      await synced(handle);
    } finally {
      closeSync(handle);
    }
  }

  return () => {
    next ??= run();
    return next;
  };
}
