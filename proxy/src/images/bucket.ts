import type { Credentials } from '../green/credentials.ts';
import type { ImageHost } from './images.ts';
import { bucketBase, createS3, S3Error, type S3Target } from './s3.ts';

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

/** A submission may be repeated, and the image downloaded, for some minutes after an hour in the queue. */
const servedSeconds = 2 * 60 * 60;

/** The `bucket` image host: a private S3-compatible bucket; Green gets a presigned address for each image. */
export function createBucketImages(options: BucketImagesOptions): ImageHost {
  const { endpoint, name, region, credentials, prefix = 'scanfill/', now } = options;
  const s3 = createS3(now === undefined ? {} : { now });
  const target: S3Target = { base: bucketBase(endpoint, name), region, credentials };

  return {
    kind: 'bucket',

    /**
     * Throws an `Error` for the operator where the bucket refuses what will be needed; one that is away only now is
     * waited for.
     */
    async start() {
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

    url: (ref) => s3.presign(target, ref, servedSeconds),

    async erase(refs) {
      await Promise.all(refs.map((ref) => s3.erase(target, ref)));
    },

    async *stored(beforeMs) {
      for await (const { key, changedAtMs } of s3.list(target, prefix)) {
        if (changedAtMs < beforeMs) yield { ref: key, id: key.slice(prefix.length), storedAtMs: changedAtMs };
      }
    },

    stop: () => s3.close(),
  };
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
