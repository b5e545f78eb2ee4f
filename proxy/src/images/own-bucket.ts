import { ProblemError } from '../base/problem-error.ts';
import type { Credentials } from '../green/credentials.ts';
import { idLength } from './address.ts';
import type { ImageRef, NewImage, StoredImage } from './images.ts';
import { bucketBase, createS3, S3Error, type S3Object, type S3Target, type S3Upload } from './s3.ts';

export type BucketImagesOptions = {
  /** Scheme and host of the S3 API, such as `https://s3.oss-cn-shanghai.aliyuncs.com`. */
  readonly endpoint: string;
  readonly name: string;
  readonly region: string;
  readonly credentials: Credentials;
  /** Stands before every key; `scanfill/` unless told. */
  readonly prefix?: string;
  readonly now?: () => number;
};

/**
 * Whether the bucket encrypts what is put into it: `untold` before the first put · `done`: it says so · `silent`: it
 * takes the wish and says nothing · `refused`: it takes nothing with it.
 */
export type Encryption = 'untold' | 'done' | 'silent' | 'refused';

/** The operator's bucket: an image's ref is its key, and what is noted of it lies beside it under longer keys. */
export type OwnBucket = {
  /**
   * Tries what will be needed. Throws an `Error` for the operator where the bucket refuses; one that is away passes.
   */
  check(): Promise<void>;
  encryption(): Encryption;
  put(image: NewImage, source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<ImageRef>;
  mark(key: string): Promise<void>;
  get(key: string): Promise<S3Object | undefined>;
  /** The ref of the image of this id. */
  refOf(id: string): ImageRef;
  presign(ref: ImageRef, seconds: number): Promise<string>;
  erase(keys: readonly string[]): Promise<void>;
  stored(beforeMs: number): AsyncIterable<StoredImage>;
  close(): Promise<void>;
};

/** A private S3-compatible bucket. */
export function openBucket(options: BucketImagesOptions): OwnBucket {
  const { endpoint, name, region, credentials, prefix = 'scanfill/', now } = options;
  const s3 = createS3(now === undefined ? {} : { now });
  const target: S3Target = { base: bucketBase(endpoint, name), region, credentials };

  let encryption: Encryption = 'untold';

  /** Puts it encrypted unless the bucket is known to refuse that; rejects with `CannotEncrypt` where that shows now. */
  async function put(upload: S3Upload, source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void> {
    try {
      const encrypted = encryption !== 'refused';
      const said = await s3.put(target, { ...upload, encrypted }, source, signal);
      if (encrypted) encryption = said === undefined ? 'silent' : 'done';
    } catch (error) {
      if (encryption !== 'untold' || !refusesEncryption(error)) throw error;
      encryption = 'refused';
      throw new CannotEncrypt(error);
    }
  }

  return {
    encryption: () => encryption,

    async check() {
      const key = `${prefix}start-${process.pid}`;
      const tryOut = () => put({ key, mediaType: 'text/plain', bytes: 8 }, one(Buffer.from('scanfill')));
      try {
        await tryOut().catch((error: unknown) => (error instanceof CannotEncrypt ? tryOut() : Promise.reject(error)));
        await s3.erase(target, key);
      } catch (cause) {
        if (cause instanceof S3Error) {
          throw new Error(`BUCKET_NAME: ${name} cannot be written to and erased from: ${cause.message}`, { cause });
        }
      }
    },

    async put({ id, mediaType, bytes }, source, signal) {
      const key = prefix + id;
      await put({ key, mediaType, bytes }, source, signal);
      return key;
    },

    refOf: (id) => prefix + id,
    // A bucket's policy may take nothing without the wish.
    mark: (key) => s3.mark(target, key, encryption === 'done' || encryption === 'silent'),
    get: (key) => s3.get(target, key),
    presign: (ref, seconds) => s3.presign(target, ref, seconds),

    async erase(keys) {
      await Promise.all(keys.map((key) => s3.erase(target, key)));
    },

    async *stored(beforeMs) {
      for await (const { key, changedAtMs } of s3.list(target, prefix)) {
        const id = key.slice(prefix.length, prefix.length + idLength);
        if (changedAtMs < beforeMs) yield { ref: key, id, storedAtMs: changedAtMs };
      }
    },

    close: () => s3.close(),
  };
}

/** The source is spent: whoever sent it sends it again, and it is put as it is then. */
class CannotEncrypt extends ProblemError {
  constructor(cause: unknown) {
    super('store-unavailable', undefined, { cause, retryAfterSeconds: 1 });
  }
}

/** As MinIO without keys says it (501), or whoever does not know the header (400). */
function refusesEncryption(error: unknown): boolean {
  const said = error instanceof ProblemError ? error.cause : error;
  return said instanceof S3Error && (said.status === 501 || said.status === 400);
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
