import { limits, type SizeLimits } from '@scanfill/proxy/contract';

/**
 * What a page takes of a person: more than the service, since photos are brought under its limits before they are sent.
 * A colour scan of A4 at 600 dpi as BMP is under these; 250 megapixels (the service's own limit, as that of a side)
 * take 1 GB when they must be decoded whole.
 */
export const sourceLimits: SizeLimits = { ...limits, maxBytes: 100 * 1024 * 1024, maxGifPixels: 64_000_000 };
