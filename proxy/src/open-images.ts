import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from './clock.ts';
import type { Settings } from './config/settings.ts';
import type { ImageHost } from './images/images.ts';
import { createLinkImages, type LinkImages } from './images/link.ts';
import { createSealedFiles } from './store/sealed-files.ts';

/** An image host, and whether its images are served by this proxy. */
export type OpenedImages = {
  readonly images: ImageHost;
  readonly link: LinkImages | undefined;
  readonly dispose: () => Promise<void>;
};

/** The image host of the settings, not yet started. */
export async function openImages(
  settings: Settings,
  secrets: readonly [string, ...string[]],
  clock: Clock,
): Promise<OpenedImages> {
  const { imageHost, storeUrl, publicUrl = '' } = settings;
  if (imageHost !== 'link') throw new Error('not yet');
  // With a store that forgets, images must not outlive the process either.
  const temporary = storeUrl.kind === 'file' ? undefined : await mkdtemp(join(tmpdir(), 'scanfill-'));
  const dir = temporary ?? join(storeUrl.kind === 'file' ? storeUrl.dir : '', 'images');
  const link = createLinkImages({
    files: createSealedFiles({ dir, secrets, sync: temporary === undefined }),
    publicUrl,
    secret: secrets[0],
    clock,
  });
  return {
    images: link,
    link,
    dispose: async () => {
      if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
    },
  };
}
