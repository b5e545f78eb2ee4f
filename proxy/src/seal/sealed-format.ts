import { type CipherGCM, createCipheriv, createDecipheriv } from 'node:crypto';
import { writev } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { disk, unavailable } from './disk.ts';
import { SealError, type SealKey } from './seal.ts';

/*
 * A sealed file: format, key id, salt, length of the sealed meta, the meta, then chunks. Each file has its own key,
 * derived from its salt; each part is AES-256-GCM under a counted nonce, so parts can neither be swapped nor left out.
 * The last chunk is never a full one (it may be empty), so a file that was cut does not open as a shorter one.
 */

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

const formatByte = 1;
/** A file's salt, random. */
export const saltBytes = 16;
const tagBytes = 16;
const chunkBytes = 64 * 1024;
const fixedBytes = 1 + 4 + saltBytes + 2;
/**
 * Sealed pieces are gathered up to here before they are written: what each of hundreds of slow uploads holds while it
 * waits.
 */
const gatheredBytes = 48 * 1024;
/** More of them are put together: thousands of tiny ones would take far more than what they hold. */
const mostPieces = 64;

const writeAll = promisify(writev);

/**
 * What is to be sealed; `spent` is told of each piece that is sealed, `written` of sealed parts that lie in the file.
 */
export type SealedSource = {
  readonly source: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal | undefined;
  readonly spent: (piece: Uint8Array) => void;
  readonly written: (parts: readonly Buffer[]) => void;
};

/**
 * Seals a source into an open, empty file; gives the length of the content. Rejects with the source's own error, with
 * `signal`'s, or `store-unavailable`.
 */
export async function writeSealed(
  file: number,
  { key, salt }: { readonly key: SealKey; readonly salt: Buffer },
  { name, meta }: { readonly name: string; readonly meta: string },
  { source, signal, spent, written }: SealedSource,
): Promise<number> {
  const sealing = createSealing(key, salt, name, meta);
  const pieces = source[Symbol.asyncIterator]();
  const write = async (): Promise<void> => {
    const parts = sealing.take();
    await writeWhole(file, parts);
    written(parts);
  };
  /**
   * One piece a call: a frame that lived as long as the upload would hold on to the last piece while it waits for the
   * next.
   */
  const sealNext = async (): Promise<boolean> => {
    const next = await pieces.next();
    if (next.done === true) return false;
    signal?.throwIfAborted();
    sealing.add(next.value);
    spent(next.value);
    if (sealing.gathered() >= gatheredBytes) await write();
    return true;
  };
  try {
    while (await sealNext());
    signal?.throwIfAborted();
    const bytes = sealing.end();
    await write();
    return bytes;
  } catch (error) {
    await pieces.return?.();
    throw error;
  }
}

/** Seals one file's content chunk by chunk; what is sealed is gathered until it is taken. */
function createSealing(key: SealKey, salt: Buffer, name: string, meta: string) {
  const nextCipher = ciphers(key.derive(salt), name);
  const sealedMeta = sealAtOnce(nextCipher(), Buffer.from(meta, 'utf8'));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(sealedMeta.length);
  let sealed: Buffer[] = [Buffer.of(formatByte), key.id, salt, length, sealedMeta];
  let sealedBytes = 0;
  let cipher = nextCipher();
  let filled = 0;
  let total = 0;
  const keep = (part: Buffer): void => {
    sealed.push(part);
    sealedBytes += part.length;
    if (sealed.length > mostPieces) sealed = [Buffer.concat(sealed)];
  };
  const endChunk = (): void => {
    keep(cipher.final());
    keep(cipher.getAuthTag());
  };
  return {
    add(piece: Uint8Array): void {
      total += piece.length;
      for (let rest = piece; rest.length > 0; ) {
        const taken = rest.subarray(0, chunkBytes - filled);
        keep(cipher.update(taken));
        filled += taken.length;
        rest = rest.subarray(taken.length);
        if (filled < chunkBytes) continue;
        endChunk();
        cipher = nextCipher();
        filled = 0;
      }
    },
    /** The last chunk is closed; gives the length of the content. */
    end(): number {
      endChunk();
      return total;
    },
    gathered: () => sealedBytes,
    take(): readonly Buffer[] {
      const whole = sealed;
      sealed = [];
      sealedBytes = 0;
      return whole;
    },
  };
}

/** A full disk may take a part only. */
async function writeWhole(file: number, buffers: readonly Buffer[]): Promise<void> {
  const wanted = buffers.reduce((sum, { length }) => sum + length, 0);
  const { bytesWritten } = await disk(writeAll(file, [...buffers]));
  if (bytesWritten < wanted) {
    const rest = Buffer.concat(buffers).subarray(bytesWritten);
    if (bytesWritten === 0) throw unavailable(new Error('the disk takes no more'));
    await writeWhole(file, [rest]);
  }
}

/** Where something sealed is read from, front to back. */
export type SealedReader = {
  /** Length of all of it. */
  readonly bytes: number;
  /** The next so many bytes; throws `SealError` where there are fewer. */
  read(size: number): Promise<Buffer>;
  close(): Promise<void>;
};

/** A file as what is read. */
export async function fileReader(file: FileHandle): Promise<SealedReader> {
  let position = 0;
  return {
    bytes: (await file.stat()).size,
    async read(size) {
      const from = position;
      position += size;
      return readExactly(file, from, size);
    },
    close: () => file.close(),
  };
}

/** How long content of this length is once it is sealed. */
export function sealedLength(meta: string, bytes: number): number {
  const chunks = Math.floor(bytes / chunkBytes) + 1;
  return fixedBytes + Buffer.byteLength(meta) + tagBytes + bytes + chunks * tagBytes;
}

/** Seals a source on its way, in constant memory. */
export async function* sealing(
  { key, salt }: { readonly key: SealKey; readonly salt: Buffer },
  { name, meta }: { readonly name: string; readonly meta: string },
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const sealed = createSealing(key, salt, name, meta);
  for await (const piece of source) {
    sealed.add(piece);
    if (sealed.gathered() >= gatheredBytes) yield* sealed.take();
  }
  sealed.end();
  yield* sealed.take();
}

/**
 * Opens the head of something sealed; its content is read later. Throws `SealError`. Closes it only when the content
 * was read, or closed.
 */
export async function readSealed(file: SealedReader, keys: readonly SealKey[], name: string): Promise<OpenedFile> {
  const head = await file.read(fixedBytes);
  if (head[0] !== formatByte) throw new SealError('broken');
  const key = keys.find((each) => each.id.equals(head.subarray(1, 5)));
  if (key === undefined) throw new SealError('key');
  const metaBytes = head.readUInt16BE(fixedBytes - 2);
  const unseal = opener(key.derive(head.subarray(5, 5 + saltBytes)), name);
  const meta = unseal(await file.read(metaBytes)).toString('utf8');
  const sealedBytes = file.bytes - fixedBytes - metaBytes;
  const fullChunks = Math.floor(sealedBytes / (chunkBytes + tagBytes));
  const chunks = fullChunks + 1;
  // Whatever the last chunk holds, its tag is there; a file that ends with a full chunk was cut.
  if (sealedBytes - fullChunks * (chunkBytes + tagBytes) < tagBytes) throw new SealError('broken');

  async function* content(): AsyncGenerator<Buffer> {
    try {
      for (let index = 0; index < chunks; index += 1) {
        const left = sealedBytes - index * (chunkBytes + tagBytes);
        yield unseal(await file.read(Math.min(chunkBytes + tagBytes, left)));
      }
    } finally {
      await file.close();
    }
  }
  return { meta, bytes: sealedBytes - chunks * tagBytes, content: content(), close: () => file.close() };
}

async function readExactly(file: FileHandle, position: number, size: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.max(0, size));
  const { bytesRead } = await disk(file.read(buffer, 0, buffer.length, position));
  if (bytesRead < size || size < 0) throw new SealError('broken');
  return buffer;
}

/** Ciphers of one file's parts, in order. */
function ciphers(key: Buffer, name: string): () => CipherGCM {
  const nonce = nonces();
  return () => createCipheriv('aes-256-gcm', key, nonce()).setAAD(Buffer.from(name, 'utf8'));
}

function sealAtOnce(cipher: CipherGCM, plain: Buffer): Buffer {
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function opener(key: Buffer, name: string): (sealed: Buffer) => Buffer {
  const nonce = nonces();
  return (sealed) => {
    if (sealed.length < tagBytes) throw new SealError('broken');
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(), { authTagLength: tagBytes });
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

/** Counts from zero. */
function nonces(): () => Buffer {
  let count = 0;
  return () => {
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(count, 8);
    count += 1;
    return nonce;
  };
}
