/**
 * Loaded before a proxy (`--import`): on SIGUSR2 it collects its garbage and writes what it holds then into the file
 * that WATCH_FILE names, whole at once.
 */
import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');
const file = process.env.WATCH_FILE ?? '';

function descriptors() {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}

process.on('SIGUSR2', () => {
  gc();
  // What finalisers let go of is collected by the second.
  setImmediate(() => {
    gc();
    const { heapUsed, external, rss } = process.memoryUsage();
    writeFileSync(`${file}.new`, JSON.stringify({ heapUsed, external, rss, descriptors: descriptors() }));
    renameSync(`${file}.new`, file);
  });
});
