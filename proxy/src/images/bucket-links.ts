import { isProblem } from '../base/problem-error.ts';
import { createRandomBytes } from '../base/random.ts';
import { limits } from '../contract/limits.ts';
import { createSealKey, SealError } from '../seal/seal.ts';
import { readSealed, type SealedReader, saltBytes, sealedLength, sealing } from '../seal/sealed-format.ts';
import { createAddressMac, idLength } from './address.ts';
import type { ImageHost, ImageRef, ServedImages } from './images.ts';
import { type BucketImagesOptions, openBucket } from './own-bucket.ts';
import type { S3Object } from './s3.ts';
import { spooled } from './spool.ts';

/** The `bucket` image host whose images this proxy, or another one on the same bucket, serves to Green itself. */
export type BucketLinks = ImageHost & ServedImages;

/** Beside an image: an empty object says that its first byte may have left. */
const fetchedOf = (ref: ImageRef): string => `${ref}.fetched`;
/** Beside an image: an empty object says that every address before this generation is of no use. */
const withdrawnOf = (ref: ImageRef, generation: number): string => `${ref}.withdrawn-${generation}`;

/** Waits between tries: a bucket's kept connection may turn out closed, and Green does not ask for an image twice. */
const againAfterMs = [50, 500];

/**
 * Keeps images sealed in a bucket and gives out `<publicUrl>/i/<token>`, so that any replica can serve them and all can
 * tell whether anybody fetched one. Nothing is remembered here: what replicas must agree on are empty objects beside
 * the image. Whoever serves writes `fetched`, then looks for the withdrawal; whoever withdraws writes that, then looks
 * for `fetched`. In a bucket that shows at once what was written (S3, OSS, R2 and MinIO do) one of the two sees the
 * other.
 */
export function createBucketLinks(
  options: BucketImagesOptions & {
    /** Where the proxy is reached from outside, its mount path included. */
    readonly publicUrl: string;
    /** The first seals and signs addresses, all open and hold. */
    readonly secrets: readonly [string, ...string[]];
  },
): BucketLinks {
  const { secrets } = options;
  const bucket = openBucket(options);
  const base = options.publicUrl.replace(/\/+$/, '');
  const macs = createAddressMac(secrets);
  const keys = secrets.map((secret) => createSealKey(secret, 'image'));
  const current = keys[0] ?? createSealKey(secrets[0], 'image');
  const randomBytes = createRandomBytes();

  async function has(key: string): Promise<boolean> {
    const found = await patiently(() => bucket.get(key));
    found?.close();
    return found !== undefined;
  }

  /** How often an image was withdrawn. */
  async function generationOf(ref: ImageRef): Promise<number> {
    let generation = 0;
    while (await has(withdrawnOf(ref, generation + 1))) generation += 1;
    return generation;
  }

  return {
    kind: 'bucket',
    start: bucket.check,

    async put(image, source, signal) {
      const { id, mediaType } = image;
      const store = (bytes: number, content: AsyncIterable<Uint8Array>) => {
        const sealed = sealing({ key: current, salt: randomBytes(saltBytes) }, { name: id, meta: mediaType }, content);
        const length = sealedLength(mediaType, bytes);
        return bucket.put({ id, mediaType: 'application/octet-stream', bytes: length }, sealed, signal);
      };
      return image.bytes === undefined ? spooled(source, signal, store) : store(image.bytes, source);
    },

    async url(ref) {
      const id = ref.slice(-idLength);
      const generation = await generationOf(ref);
      return `${base}/i/${id}${macs.of(id, generation)}${generation}`;
    },

    async erase(refs) {
      await Promise.all(
        refs.map(async (ref) => {
          await bucket.erase([ref]);
          // What the sweeper found beside an image has nothing beside itself.
          if (ref !== bucket.refOf(ref.slice(-idLength))) return;
          // Not before: whoever withdraws looks for the image once its marker is there.
          const [generation] = await Promise.all([generationOf(ref), bucket.erase([fetchedOf(ref)])]);
          await bucket.erase(Array.from({ length: generation }, (_, index) => withdrawnOf(ref, generation - index)));
        }),
      );
    },

    async withdraw(ref) {
      const marker = withdrawnOf(ref, (await generationOf(ref)) + 1);
      await patiently(() => bucket.mark(marker));
      const [image, fetched] = await Promise.all([has(ref), has(fetchedOf(ref))]);
      if (image) return fetched ? 'fetched' : 'unfetched';
      // Its scan ended meanwhile: nobody else would remove the marker.
      await bucket.erase([marker]);
      return 'unknown';
    },

    stored: bucket.stored,

    async open(token) {
      const id = token.slice(0, idLength);
      const given = token.slice(idLength, 2 * idLength);
      const generation = Number(token.slice(2 * idLength));
      // Each address has one spelling.
      if (token.slice(2 * idLength) !== String(generation) || !macs.holds(id, generation, given)) return undefined;
      const ref = bucket.refOf(id);
      const image = await patiently(() => bucket.get(ref));
      if (!image) return undefined;
      try {
        await patiently(() => bucket.mark(fetchedOf(ref)));
        if (await has(withdrawnOf(ref, generation + 1))) {
          image.close();
          return undefined;
        }
        return await readSealed(readerOf(image), keys, id);
      } catch (error) {
        image.close();
        throw error;
      }
    },

    stop: bucket.close,
  };
}

/** Once more where the bucket did not answer. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (const pauseMs of againAfterMs) {
    try {
      return await ask();
    } catch (error) {
      if (!isProblem(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return ask();
}

/** More than the largest image takes once it is sealed. */
const mostBytes = sealedLength('image/jpeg', limits.maxBytes) + 1024;

/** An object as what is unsealed from. */
function readerOf({ bytes, content, close }: S3Object): SealedReader {
  if (bytes > mostBytes) throw new SealError('broken');
  const pieces = content[Symbol.asyncIterator]();
  let rest: readonly Uint8Array[] = [];
  let held = 0;
  return {
    bytes,
    async read(size) {
      while (held < size) {
        const next = await pieces.next();
        if (next.done === true) throw new SealError('broken');
        rest = [...rest, next.value];
        held += next.value.length;
      }
      const whole = Buffer.concat(rest);
      rest = [whole.subarray(size)];
      held -= size;
      return whole.subarray(0, size);
    },
    close: async () => close(),
  };
}
