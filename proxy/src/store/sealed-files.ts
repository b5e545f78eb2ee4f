import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError } from '../problem-error.ts';
import { createSealKey, SealError, type SealKey } from './seal.ts';

/** A file's content, opened. */
export type OpenedFile = {
  /** What `put` was given to keep with it. */
  readonly meta: string;
  /** Length of the content. */
  readonly bytes: number;
  /** The content, once. Throws `SealError` at the first chunk that was changed, or at the end when the file was cut. */
  readonly content: AsyncIterable<Buffer>;
  /** Closes the file; needed when `content` is not read, harmless afterwards. */
  close(): Promise<void>;
};

/**
 * Files in one directory, sealed at rest. Names are 1 to 64 characters of base64url. A failing disk (full, out of handles) is
 * `ProblemError('store-unavailable')`.
 */
export type SealedFiles = {
  /**
   * Writes a file in constant memory, with back-pressure; gives its length. When the source throws or `signal` aborts it rejects and
   * leaves nothing behind. It resolves once the file would survive the death of this process, with `sync` also a power cut.
   */
  put(name: string, meta: string, source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<number>;
  /** Undefined when there is no such file. Throws `SealError` when its head cannot be opened. */
  open(name: string): Promise<OpenedFile | undefined>;
  /** Removes a file; in silence when there is none. */
  erase(name: string): Promise<void>;
  /** Every file not changed since `beforeMs`, whole or not. */
  list(beforeMs: number): AsyncIterable<{ readonly name: string; readonly changedAtMs: number }>;
};

export type SealedFilesOptions = {
  readonly dir: string;
  /** The first seals, all open. */
  readonly secrets: readonly [string, ...string[]];
  /** Wait for the disk at the end of each `put`; true unless told. */
  readonly sync?: boolean;
};

const formatByte = 1;
const saltBytes = 16;
const tagBytes = 16;
const chunkBytes = 64 * 1024;
const fixedBytes = 1 + 4 + saltBytes + 2;

/**
 * Files sealed in chunks. Each file has its own key, derived from a salt in its head; each chunk is AES-256-GCM under a counted nonce
 * whose last byte marks the end, so chunks can neither be swapped nor left out, and a cut file does not open as a shorter one. Files are
 * written under their own names at once: a file without its last chunk is a trace of a crash, which nothing refers to.
 */
export function createSealedFiles(options: SealedFilesOptions): SealedFiles {
  const { dir, secrets, sync = true } = options;
  const keys = secrets.map((secret) => createSealKey(secret, 'image'));
  const current = keys[0] ?? createSealKey(secrets[0], 'image');
  const ready = disk(mkdir(dir, { recursive: true, mode: 0o700 }));
  // Told to whoever uses a file, not to the process.
  ready.catch(() => {});
  const pathOf = (name: string): string => {
    if (!/^[\w-]{1,64}$/.test(name)) throw new Error('not a name of a sealed file');
    return join(dir, name);
  };

  return {
    async put(name, meta, source, signal) {
      await ready;
      const path = pathOf(name);
      const file = await disk(open(path, 'wx', 0o600));
      try {
        const bytes = await write(file, current, name, meta, source, signal);
        if (sync) await disk(file.datasync());
        await disk(file.close());
        return bytes;
      } catch (error) {
        await file.close().catch(() => {});
        await unlink(path).catch(() => {});
        throw error;
      }
    },

    async open(name) {
      await ready;
      const file = await disk(open(pathOf(name), 'r').catch(absent));
      if (file === undefined) return undefined;
      try {
        return await read(file, keys, name);
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
  };
}

/** The disk's own failures, told from those of a source. */
async function disk<T>(operation: Promise<T>): Promise<T> {
  try {
    return await operation;
  } catch (cause) {
    throw new ProblemError('store-unavailable', undefined, { cause, retryAfterSeconds: 5 });
  }
}

function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

async function write(
  file: FileHandle,
  key: SealKey,
  name: string,
  meta: string,
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<number> {
  const salt = randomBytes(saltBytes);
  const seal = chunkSealer(key.derive(salt), name);
  const sealedMeta = seal(Buffer.from(meta, 'utf8'), false);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(sealedMeta.length);
  await disk(file.writev([Buffer.of(formatByte), key.id, salt, length, sealedMeta]));
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let filled = 0;
  let total = 0;
  for await (const piece of source) {
    let rest = piece;
    while (rest.length > 0) {
      signal?.throwIfAborted();
      // A full chunk is kept until more comes: only the last one is marked as the last.
      if (filled === chunkBytes) {
        await disk(file.writeFile(seal(chunk, false)));
        filled = 0;
      }
      const taken = Math.min(rest.length, chunkBytes - filled);
      chunk.set(rest.subarray(0, taken), filled);
      filled += taken;
      total += taken;
      rest = rest.subarray(taken);
    }
  }
  signal?.throwIfAborted();
  await disk(file.writeFile(seal(chunk.subarray(0, filled), true)));
  return total;
}

async function read(file: FileHandle, keys: readonly SealKey[], name: string): Promise<OpenedFile> {
  const head = await readExactly(file, 0, fixedBytes);
  if (head[0] !== formatByte) throw new SealError('broken');
  const key = keys.find((each) => each.id.equals(head.subarray(1, 5)));
  if (key === undefined) throw new SealError('key');
  const metaBytes = head.readUInt16BE(fixedBytes - 2);
  const unseal = chunkOpener(key.derive(head.subarray(5, 5 + saltBytes)), name);
  const meta = unseal(await readExactly(file, fixedBytes, metaBytes), false).toString('utf8');
  const start = fixedBytes + metaBytes;
  const sealedBytes = (await file.stat()).size - start;
  const chunks = Math.max(1, Math.ceil(sealedBytes / (chunkBytes + tagBytes)));

  async function* content(): AsyncGenerator<Buffer> {
    try {
      for (let index = 0; index < chunks; index += 1) {
        const offset = index * (chunkBytes + tagBytes);
        const size = Math.min(chunkBytes + tagBytes, sealedBytes - offset);
        yield unseal(await readExactly(file, start + offset, size), index === chunks - 1);
      }
    } finally {
      await file.close();
    }
  }
  return { meta, bytes: Math.max(0, sealedBytes - chunks * tagBytes), content: content(), close: () => file.close() };
}

async function readExactly(file: FileHandle, position: number, size: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.max(0, size));
  const { bytesRead } = await disk(file.read(buffer, 0, buffer.length, position));
  if (bytesRead < size || size < 0) throw new SealError('broken');
  return buffer;
}

function chunkSealer(key: Buffer, name: string): (plain: Uint8Array, last: boolean) => Buffer {
  const nonce = nonces();
  return (plain, last) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(last)).setAAD(Buffer.from(name, 'utf8'));
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };
}

function chunkOpener(key: Buffer, name: string): (sealed: Buffer, last: boolean) => Buffer {
  const nonce = nonces();
  return (sealed, last) => {
    if (sealed.length < tagBytes) throw new SealError('broken');
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(last), { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(name, 'utf8')).setAuthTag(sealed.subarray(-tagBytes));
    const plain = decipher.update(sealed.subarray(0, -tagBytes));
    try {
      decipher.final();
    } catch {
      throw new SealError('broken');
    }
    return plain;
  };
}

/** Counts from zero; the last byte is 1 for the last chunk of a file. */
function nonces(): (last: boolean) => Buffer {
  let count = 0;
  return (last) => {
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(count, 7);
    nonce.writeUInt8(last ? 1 : 0, 11);
    count += 1;
    return nonce;
  };
}
