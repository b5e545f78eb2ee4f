import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { ProblemError } from '../base/problem-error.ts';

/** Whether an image was handed out to anybody. */
export type Fetched = boolean | 'unknown';

/**
 * Which images were handed out, for the process after this one. What is written outlives the death of a process, not
 * that of the machine, which may take its last seconds along: it is believed within one boot only.
 */
export type FetchLog = {
  /**
   * Goes on where an earlier process ended; `kept` are the ids of the images that are left. Without `trusted` what it
   * wrote is not believed, as in a directory that was put back.
   */
  start(kept: Iterable<string>, trusted: boolean): void;
  /** What earlier processes noted of an image; unknown where it was not there at the start. */
  earlier(id: string): Fetched;
  /**
   * Called before an image's first byte leaves. Throws where that must not happen, since the log would claim that
   * nobody had it: before the start, once closed, and where it can neither be written nor removed.
   */
  note(id: string): void;
  /** The image is gone. */
  forget(id: string): void;
  /** The next process may read it from now on. */
  close(): void;
};

/** So many lines about images that are gone are worth writing the file anew. */
const mostStale = 10_000;
const unknownMark = '?';

/** What names this boot of the machine; empty where the system does not say. */
function bootOf(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/** A log in this file: a line that names the boot, then one for each image, with a mark where nobody can tell. */
export function createFetchLog(path: string, boot = bootOf()): FetchLog {
  const handedOut = new Set<string>();
  const untold = new Set<string>();
  const untouched = new Set<string>();
  let file: number | undefined;
  /** Nothing is kept, and nobody claims anything. */
  let gaveUp = false;
  let lines = 0;

  function read(): ReadonlySet<string> | undefined {
    try {
      const [writtenIn, ...rest] = readFileSync(path, 'utf8').split('\n');
      return boot !== '' && writtenIn === boot ? new Set(rest) : undefined;
    } catch {
      return undefined;
    }
  }

  function close(): void {
    if (file !== undefined) closeSync(file);
    file = undefined;
  }

  function giveUp(): void {
    close();
    rmSync(path, { force: true });
    gaveUp = true;
  }

  function renew(): void {
    close();
    try {
      if (boot === '') {
        giveUp();
        return;
      }
      const marked = [...untold].map((id) => `${id}${unknownMark}`);
      rmSync(`${path}.new`, { force: true });
      writeFileSync(`${path}.new`, [boot, ...handedOut, ...marked, ''].join('\n'), { mode: 0o600 });
      renameSync(`${path}.new`, path);
      file = openSync(path, 'a');
      lines = handedOut.size + untold.size;
    } catch {
      giveUp();
    }
  }

  return {
    start(kept, trusted) {
      const known = trusted ? read() : undefined;
      for (const id of kept) {
        if (known?.has(id)) handedOut.add(id);
        else if (known === undefined || known.has(`${id}${unknownMark}`)) untold.add(id);
        else untouched.add(id);
      }
      renew();
    },
    earlier: (id) => handedOut.has(id) || (untouched.has(id) ? false : 'unknown'),
    note(id) {
      handedOut.add(id);
      if (gaveUp) return;
      if (file === undefined)
        throw new ProblemError('store-unavailable', 'The proxy has stopped.', { retryAfterSeconds: 5 });
      try {
        writeSync(file, `${id}\n`);
        lines += 1;
      } catch {
        giveUp();
      }
    },
    forget(id) {
      handedOut.delete(id);
      untold.delete(id);
      untouched.delete(id);
      if (file !== undefined && lines - handedOut.size - untold.size > mostStale) renew();
    },
    close,
  };
}
