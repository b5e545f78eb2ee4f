import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from './base/clock.ts';
import { ConfigError } from './config/fault.ts';
import type { Settings } from './config/settings.ts';
import type { GreenClient } from './green/client.ts';
import { createFetchLog } from './images/fetch-log.ts';
import type { ImageHost, ServedImages } from './images/images.ts';
import { createLinkImages } from './images/link.ts';
import { times } from './jobs/schedule.ts';
import type { BucketSettings } from './options.ts';
import { createSealedFiles } from './seal/sealed-files.ts';

/** An image host, and whether its images are served by this proxy. */
export type OpenedImages = {
  readonly images: ImageHost;
  readonly served: ServedImages | undefined;
  readonly dispose: () => Promise<void>;
};

/** The image host of the settings, not yet started. */
export async function openImages(deps: {
  readonly settings: Settings;
  readonly bucket: BucketSettings | undefined;
  readonly secrets: readonly [string, ...string[]];
  readonly green: Pick<GreenClient, 'uploadCredentials'>;
  readonly clock: Clock;
  /** Asked at the images' start: the store beside them was put back. */
  readonly isCopy: () => boolean;
}): Promise<OpenedImages> {
  const { settings, bucket, secrets, green, clock, isCopy } = deps;
  switch (settings.imageHost) {
    case 'link':
      return openLink(settings, secrets, isCopy);
    case 'green': {
      const { createGreenImages } = await import('./images/green.ts');
      return lone(createGreenImages({ uploadCredentials: green.uploadCredentials, now: clock.now }));
    }
    case 'bucket': {
      if (!bucket) throw new ConfigError('BUCKET_ENDPOINT', 'is missing');
      const { endpoint, name, region, accessKeyId, accessKeySecret } = bucket;
      const where = { endpoint, name, region, credentials: { accessKeyId, accessKeySecret }, now: clock.now };
      if (settings.bucketLinks === 'presigned') {
        const { createBucketImages } = await import('./images/bucket.ts');
        return lone(createBucketImages({ ...where, servedMs: times.addressMs }));
      }
      const { createBucketLinks } = await import('./images/bucket-links.ts');
      const images = createBucketLinks({ ...where, publicUrl: settings.publicUrl ?? '', secrets });
      return { images, served: images, dispose: async () => {} };
    }
  }
}

function lone(images: ImageHost): OpenedImages {
  return { images, served: undefined, dispose: async () => {} };
}

async function openLink(
  { storeUrl, publicUrl = '' }: Settings,
  secrets: readonly [string, ...string[]],
  isCopy: () => boolean,
): Promise<OpenedImages> {
  // With a store that forgets, images must not outlive the process either.
  const temporary = storeUrl.kind === 'file' ? undefined : await mkdtemp(join(tmpdir(), 'scanfill-'));
  const dir = temporary ?? join(storeUrl.kind === 'file' ? storeUrl.dir : '', 'images');
  // Beside the images: what lies among them is taken for one.
  const fetchLog = storeUrl.kind === 'file' ? createFetchLog(join(storeUrl.dir, 'fetched-images')) : undefined;
  const link = createLinkImages({
    files: createSealedFiles({ dir, secrets, sync: temporary === undefined }),
    publicUrl,
    secrets,
    isCopy,
    ...(fetchLog ? { fetchLog } : {}),
  });
  return {
    images: link,
    served: link,
    dispose: async () => {
      fetchLog?.close();
      if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
    },
  };
}
