import type { ImageHost } from './images.ts';
import { type BucketImagesOptions, openBucket } from './own-bucket.ts';

/** A submission may be repeated, and the image downloaded, for some minutes after an hour in the queue. */
const servedSeconds = 2 * 60 * 60;

/** The `bucket` image host: a private S3-compatible bucket; Green gets a presigned address for each image. */
export function createBucketImages(options: BucketImagesOptions): ImageHost {
  const bucket = openBucket(options);
  return {
    kind: 'bucket',
    start: bucket.check,
    put: bucket.put,
    url: (ref) => bucket.presign(ref, servedSeconds),
    erase: bucket.erase,
    stored: bucket.stored,
    stop: bucket.close,
  };
}
