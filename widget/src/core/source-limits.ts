import type { SizeLimits } from '@scanfill/proxy/contract';

/**
 * What a page takes of a person: more than the service, since photos are brought under its limits before they are sent.
 * A colour scan of A4 at 600 dpi as BMP is under these; 250 megapixels take 1 GB when they must be decoded whole.
 */
export const sourceLimits = {
  maxBytes: 100 * 1024 * 1024,
  maxSidePx: 30_000,
  maxPixels: 250_000_000,
  maxGifPixels: 64_000_000,
} as const satisfies SizeLimits;
