import type { ImageHost } from './images.ts';
import { type BucketImagesOptions, type Encryption, openBucket } from './own-bucket.ts';

const plain: Readonly<Record<Encryption, readonly string[]>> = {
  untold: [],
  done: [],
  silent: [
    'BUCKET_NAME: the bucket does not say that it encrypts what is put into it: switch on its default encryption, or use BUCKET_LINKS=proxy.',
  ],
  refused: [
    'BUCKET_NAME: the bucket refuses to encrypt what is put into it, where images lie as they are until their scans end: BUCKET_LINKS=proxy seals them.',
  ],
};

/**
 * The `bucket` image host: a private S3-compatible bucket; Green gets a presigned address for each image, which is good
 * for `servedMs`.
 */
export function createBucketImages(options: BucketImagesOptions & { readonly servedMs: number }): ImageHost {
  const bucket = openBucket(options);
  return {
    kind: 'bucket',
    get notes() {
      return plain[bucket.encryption()];
    },
    start: bucket.check,
    put: bucket.put,
    url: (ref) => bucket.presign(ref, Math.ceil(options.servedMs / 1_000)),
    erase: bucket.erase,
    stored: bucket.stored,
    stop: bucket.close,
  };
}
