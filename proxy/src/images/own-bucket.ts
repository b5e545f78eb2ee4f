import type { Credentials } from '../green/credentials.ts';
import { idLength } from './address.ts';
import type { ImageRef, NewImage, StoredImage } from './images.ts';
import { bucketBase, createS3, S3Error, type S3Object, type S3Target } from './s3.ts';

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

/** The operator's bucket: an image's ref is its key, and what is noted of it lies beside it under longer keys. */
export type OwnBucket = {
  /**
   * Tries what will be needed. Throws an `Error` for the operator where the bucket refuses; one that is away passes.
   */
  check(): Promise<void>;
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

  return {
    async check() {
      const key = `${prefix}start-${process.pid}`;
      try {
        await s3.put(target, { key, mediaType: 'text/plain', bytes: 8 }, one(Buffer.from('scanfill')));
        await s3.erase(target, key);
      } catch (cause) {
        if (cause instanceof S3Error) {
          throw new Error(`BUCKET_NAME: ${name} cannot be written to and erased from: ${cause.message}`, { cause });
        }
      }
    },

    async put({ id, mediaType, bytes }, source, signal) {
      const key = prefix + id;
      await s3.put(target, { key, mediaType, bytes }, source, signal);
      return key;
    },

    refOf: (id) => prefix + id,
    mark: (key) => s3.mark(target, key),
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

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
