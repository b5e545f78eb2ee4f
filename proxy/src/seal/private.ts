import { chmodSync, closeSync, openSync, statSync } from 'node:fs';

/**
 * Takes every right to a file or directory from all but its owner, where it is there; one of somebody else's, as on a
 * mounted volume, stays as it is.
 */
export function makePrivate(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || (found.mode & 0o077) === 0) return;
  try {
    chmodSync(path, found.isDirectory() ? 0o700 : 0o600);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && /^(EPERM|ENOTSUP|EROFS)$/.test(String(error.code)))) throw error;
  }
}

/** Makes a file that is not there yet, for its owner alone: whoever opens it next would go by the umask. */
export function makePrivateFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  makePrivate(path);
}
