import { randomBytes } from 'node:crypto';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncDirectory } from '../../seal/directory.ts';

/**
 * A small file beside the database that is written once at each start. The database remembers which file that was (its
 * inode, birth and last change): whatever copies a directory back, or the database alone, brings another file, or an
 * older memory.
 */
const witnessFile = (dir: string): string => join(dir, 'witness');

/** What tells the witness from every other file; undefined where there is none. */
export function witnessOf(dir: string): string | undefined {
  const found = statSync(witnessFile(dir), { bigint: true, throwIfNoEntry: false });
  return found && [found.ino, found.birthtimeNs, found.mtimeNs].join(' ');
}

/** Puts a new one in the place of the last, and tells which it is. */
export function renewWitness(dir: string): string {
  rmSync(witnessFile(dir), { force: true });
  writeFileSync(witnessFile(dir), randomBytes(16).toString('hex'), { mode: 0o600, flush: true });
  syncDirectory(dir);
  return witnessOf(dir) ?? '';
}
