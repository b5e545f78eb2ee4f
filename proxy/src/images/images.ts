import type { OpenedFile } from '../seal/sealed-files.ts';

/**
 * Names an image at its host. Plain text without a secret in it that would open the image; kept (sealed) in the job.
 */
export type ImageRef = string;

/** What is known of an image before its bytes arrive. */
export type NewImage = {
  /** The scan's id: 22 characters of base64url, unique. */
  readonly id: string;
  /** `image/png` and so on, as found in the bytes, not as the client said. */
  readonly mediaType: string;
  /** From Content-Length, where the client sent one; the stream may still end early or late. */
  readonly bytes: number | undefined;
};

/** `unfetched`: it can be proved that nobody has fetched the image under any address given out, and nobody will. */
export type Withdrawal = 'unfetched' | 'fetched' | 'unknown';

/** An image without a scan that still needs it, perhaps. */
export type StoredImage = { readonly ref: ImageRef; readonly id: string; readonly storedAtMs: number };

/**
 * Where Green downloads images from. An implementer keeps:
 * - `put` reads the source once, in constant memory, with back-pressure; its pieces are the host's, which may empty
 * them. When the source throws, `signal` aborts or the host fails, it
 *   rejects and leaves nothing behind. It resolves once the image would survive the death of this process.
 * - `url` gives an address that serves the whole image for at least 60 minutes or until `withdraw` or `erase`; at most
 * 2,048 ASCII
 *   characters. After a `withdraw` the next `url` is another address.
 * - `erase` is idempotent, takes unknown refs in silence, and rejects only when it has to be tried again.
 * - Failures are `ProblemError('store-unavailable')` where waiting may help.
 */
export type ImageHost = {
  readonly kind: 'link' | 'bucket' | 'green';
  put(image: NewImage, source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<ImageRef>;
  url(ref: ImageRef): Promise<string>;
  erase(refs: readonly ImageRef[]): Promise<void>;
  /**
   * Makes every address given out for this image useless and says whether one had been used. Absent: this host has no
   * evidence.
   */
  withdraw?(ref: ImageRef): Promise<Withdrawal>;
  /** Images stored before `beforeMs`, for the sweeper to compare with the store. Absent: this host cannot list. */
  stored?(beforeMs: number): AsyncIterable<StoredImage>;
  /** Whether so many bytes more, none unless told, can be kept. Absent: nobody has to ask. */
  hasRoom?(bytes?: number): Promise<boolean>;
  /** What the operator should know at start, one sentence each. */
  readonly notes?: readonly string[];
  start?(): Promise<void>;
  stop?(): Promise<void>;
};

/** Images that the proxy itself serves to Green, each under a token. */
export type ServedImages = {
  /** The image of a token; its meta is its media type. Undefined where there is none, or the token was withdrawn. */
  open(token: string): Promise<ServedImage | undefined>;
};

/** An opened image; with `whole` it is in memory already, and `content` need not be read. */
export type ServedImage = OpenedFile & { readonly whole?: Buffer };
