import { ProblemError } from '../base/problem-error.ts';
import type { UploadCredentials } from '../green/client.ts';
import type { ImageHost } from './images.ts';
import { bucketBase, createS3, S3Error, type S3Target } from './s3.ts';

export type GreenImagesOptions = {
  /** Asks Green for credentials; free. */
  readonly uploadCredentials: (signal?: AbortSignal) => Promise<UploadCredentials>;
  readonly now?: () => number;
};

/** New credentials are fetched this long before the old ones expire, or at half of a shorter life. */
const renewBeforeMs = 5 * 60_000;
const retryAfterSeconds = 5;

/**
 * The `green` image host: Alibaba's own upload bucket, with short-lived credentials from Green itself. It works behind
 * NAT, as nobody has to reach this proxy; a task names its image as `oss://bucket/key`.
 */
export function createGreenImages({ uploadCredentials, now = Date.now }: GreenImagesOptions): ImageHost {
  const s3 = createS3({ now });
  let current: { readonly credentials: UploadCredentials; readonly renewAtMs: number } | undefined;
  let asking: Promise<UploadCredentials> | undefined;
  let erasable = true;

  async function ask(): Promise<UploadCredentials> {
    try {
      const credentials = await uploadCredentials();
      const leftMs = credentials.expiresAtMs - now();
      current = { credentials, renewAtMs: credentials.expiresAtMs - Math.min(renewBeforeMs, leftMs / 2) };
      return credentials;
    } catch (cause) {
      // The old ones may still do for a while.
      if (current !== undefined && current.credentials.expiresAtMs > now()) return current.credentials;
      throw new ProblemError('store-unavailable', undefined, { cause, retryAfterSeconds });
    } finally {
      asking = undefined;
    }
  }

  async function credentialsNow(): Promise<UploadCredentials> {
    if (current !== undefined && now() < current.renewAtMs) return current.credentials;
    asking ??= ask();
    return asking;
  }

  return {
    kind: 'green',
    notes: [
      'Images are put into Alibaba’s own upload bucket: how long Alibaba keeps them is not documented, and they may not be erasable from here.',
    ],

    async put({ id, mediaType, bytes }, source, signal) {
      const credentials = await credentialsNow();
      const key = `${credentials.folder}/images/${id}`;
      try {
        await s3.put(targetOf(credentials, credentials.bucket), { key, mediaType, bytes }, source, signal);
      } catch (error) {
        if (!(error instanceof S3Error) || error.status !== 403) throw error;
        // They were withdrawn, or our clock is off: the next upload asks anew.
        current = undefined;
        throw new ProblemError('store-unavailable', undefined, { cause: error, retryAfterSeconds });
      }
      return `oss://${credentials.bucket}/${key}`;
    },

    url: async (ref) => ref,

    async erase(refs) {
      if (!erasable || refs.length === 0) return;
      const credentials = await credentialsNow();
      await Promise.all(
        refs.map(async (ref) => {
          const [, bucket = '', key = ''] = /^oss:\/\/([^/]+)\/(.+)$/.exec(ref) ?? [];
          try {
            if (key !== '') await s3.erase(targetOf(credentials, bucket), key);
          } catch (error) {
            if (!(error instanceof S3Error)) throw error;
            // The uploader's credentials need not permit it; asking for each image would only double the calls.
            erasable = false;
          }
        }),
      );
    },

    stop: () => s3.close(),
  };
}

/** OSS takes S3's signature at hosts of their own, `s3.oss-….aliyuncs.com`. */
function targetOf(credentials: UploadCredentials, bucket: string): S3Target {
  const { ossEndpoint } = credentials;
  const url = new URL(ossEndpoint.includes('://') ? ossEndpoint : `https://${ossEndpoint}`);
  const region = /(?:^|\.)oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/.exec(url.hostname)?.[1];
  if (region !== undefined) {
    url.protocol = 'https:';
    url.hostname = url.hostname.replace(/^(?:.+\.)?(oss-[^.]+\.aliyuncs\.com)$/, 's3.$1');
  }
  return { base: bucketBase(url.origin, bucket), region: region ?? 'cn-shanghai', credentials };
}
