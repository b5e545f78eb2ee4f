import { closeSync, openSync, unlinkSync } from 'node:fs';
import { open, readdir, stat, statfs, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandomBytes } from '../base/random.ts';
import { datasync } from './datasync.ts';
import { createDirectorySync, makeDirectory } from './directory.ts';
import { disk, onDisk } from './disk.ts';
import { createFew } from './few.ts';
import { createGiveBack } from './give-back.ts';
import { createSealKey } from './seal.ts';
import { fileReader, type OpenedFile, readSealed, saltBytes, writeSealed } from './sealed-format.ts';

export type { OpenedFile } from './sealed-format.ts';

/**
 * Files in one directory, sealed at rest. Names are 1 to 64 characters of base64url. A failing disk (full, out of
 * handles) is `ProblemError('store-unavailable')`.
 */
export type SealedFiles = {
  /**
   * Writes a file in constant memory, with back-pressure; gives its length. With `consume` the source's pieces are
   * emptied once they are sealed. When the source throws or `signal` aborts it rejects and leaves nothing behind. It
   * resolves once the file would survive the death of this process, with `sync` also a power cut.
   */
  put(name: string, meta: string, source: AsyncIterable<Uint8Array>, options?: PutOptions): Promise<number>;
  /** Undefined when there is no such file. Throws `SealError` when its head cannot be opened. */
  open(name: string): Promise<OpenedFile | undefined>;
  /** Removes a file; in silence when there is none. */
  erase(name: string): Promise<void>;
  /** Every file not changed since `beforeMs`, whole or not. */
  list(beforeMs: number): AsyncIterable<{ readonly name: string; readonly changedAtMs: number }>;
  /** Bytes that the disk would still take. */
  room(): Promise<number>;
};

/** How a file is put. */
export type PutOptions = { readonly signal?: AbortSignal | undefined; readonly consume?: boolean };

export type SealedFilesOptions = {
  readonly dir: string;
  /** The first seals, all open. */
  readonly secrets: readonly [string, ...string[]];
  /** Wait for the disk at the end of each `put`; true unless told. */
  readonly sync?: boolean;
};

/** Hundreds of uploads a second ask how much room there is, and use up a few megabytes until it is asked again. */
const roomHoldsMs = 100;

/** More would fill the thread pool's queue, in which the reading of an image that Green waits for has to stand too. */
const syncsAtOnce = 8;

/**
 * Files are written under their own names at once: one without its last chunk is a trace of a crash, which nothing
 * refers to.
 */
export function createSealedFiles(options: SealedFilesOptions): SealedFiles {
  const { dir, secrets, sync = true } = options;
  const keys = secrets.map((secret) => createSealKey(secret, 'image'));
  const current = keys[0] ?? createSealKey(secrets[0], 'image');
  const randomBytes = createRandomBytes();
  const giveBack = createGiveBack();
  const ready = disk((async () => makeDirectory(dir))());
  const syncNames = createDirectorySync(dir);
  const fewSyncs = createFew(syncsAtOnce);
  let measured: { readonly atMs: number; readonly bytes: Promise<number> } | undefined;
  // Told to whoever uses a file, not to the process.
  ready.catch(() => {});
  const pathOf = (name: string): string => {
    if (!/^[\w-]{1,64}$/.test(name)) throw new Error('not a name of a sealed file');
    return join(dir, name);
  };

  return {
    async put(name, meta, source, { signal, consume = false } = {}) {
      await ready;
      const path = pathOf(name);
      // Opening and closing cost less than handing them to the thread pool, which hundreds of uploads a second would
      // crowd.
      const file = onDisk(() => openSync(path, 'wx', 0o600));
      try {
        const spent = consume ? (piece: Uint8Array) => giveBack([piece]) : () => {};
        const sealed = { source, signal, spent, written: giveBack };
        const bytes = await writeSealed(file, { key: current, salt: randomBytes(saltBytes) }, { name, meta }, sealed);
        if (sync) await disk(Promise.all([fewSyncs(() => datasync(file)), syncNames()]));
        return bytes;
      } catch (error) {
        onDisk(() => unlinkSync(path));
        throw error;
      } finally {
        closeSync(file);
      }
    },

    async open(name) {
      await ready;
      const file = await disk(open(pathOf(name), 'r').catch(absent));
      if (file === undefined) return undefined;
      try {
        return await readSealed(await fileReader(file), keys, name);
      } catch (error) {
        await file.close();
        throw error;
      }
    },

    async erase(name) {
      await disk(unlink(pathOf(name)).catch(absent));
    },

    async *list(beforeMs) {
      await ready;
      for (const name of await disk(readdir(dir))) {
        const found = await disk(stat(join(dir, name)).catch(absent));
        if (found?.isFile() && found.mtimeMs < beforeMs) yield { name, changedAtMs: found.mtimeMs };
      }
    },

    async room() {
      await ready;
      const nowMs = performance.now();
      if (measured === undefined || nowMs - measured.atMs > roomHoldsMs) {
        const bytes = disk(statfs(dir)).then(({ bavail, bsize }) => bavail * bsize);
        measured = { atMs: nowMs, bytes };
        // Told to whoever asked; the next one asks anew.
        bytes.catch(() => {
          measured = undefined;
        });
      }
      return measured.bytes;
    },
  };
}

function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
