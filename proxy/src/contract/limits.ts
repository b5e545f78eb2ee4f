/**
 * Image formats Green takes, by media type; JPEG first, since a page names them in this order and some apps take the
 * first for the only one.
 */
export const formats = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  bmp: 'image/bmp',
  gif: 'image/gif',
  webp: 'image/webp',
} as const;

/** The name of a format Green takes. */
export type ImageFormat = keyof typeof formats;

/** The limits of Green's card OCR and of this service, each with its unit in its name. */
export const limits = {
  /** 20 MB. */
  maxBytes: 20 * 1024 * 1024,
  /** Longest side. */
  maxSidePx: 30_000,
  /** Width × height. */
  maxPixels: 250_000_000,
  /** Width × height of a GIF. */
  maxGifPixels: 4_194_304,
  /** Below this on either side recognition suffers: a warning, never a refusal. */
  advisedSidePx: 256,
  /** Longest time a client may ask to be held with `Prefer: wait`, in seconds. */
  maxWaitSeconds: 25,
  /** Most ids in one `GET /v1/scans?ids=`. */
  maxIds: 100,
  /** A result is kept this long, then erased. */
  retentionMs: 60 * 60_000,
  /** An `Idempotency-Key` is remembered at least this long from its first use, and as long as its scan is there. */
  idempotencyMs: 2 * 60 * 60_000,
  /** Length of an `Idempotency-Key`: printable ASCII, 1 to this many characters. */
  maxIdempotencyKeyLength: 255,
  /** Length of the version of a consent, in characters. */
  maxConsentVersionLength: 64,
  /** How long ago a consent may have been given: a leap year. */
  maxConsentAgeSeconds: 366 * 24 * 60 * 60,
} as const;

/** The limits on one image: bytes, pixels of a side, width × height. */
export type SizeLimits = {
  readonly [Limit in 'maxBytes' | 'maxSidePx' | 'maxPixels' | 'maxGifPixels']: number;
};
