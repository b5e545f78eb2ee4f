import type { ImageFormat } from '../limits.ts';
import type { ProblemCode } from '../problems.ts';
import type { ForeignFormat } from './foreign.ts';

/** The TIFF orientation of a picture (EXIF tag 0x0112): 1 is upright, 5 to 8 lie on their side. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What an image's header tells. Nothing has been decoded. */
export type ImageInfo = {
  readonly format: ImageFormat;
  /** Pixels, as a person sees the picture: after EXIF orientation. */
  readonly width: number;
  /** Pixels, as a person sees the picture: after EXIF orientation. */
  readonly height: number;
  readonly orientation: Orientation;
  /** Size of the file; while a stream still runs, the bytes seen so far. */
  readonly bytes: number;
  /** Frames of an animation as far as they were counted, 1 for a still; there may be more where `moreFrames`. */
  readonly frames: number;
  readonly moreFrames: boolean;
  readonly animated: boolean;
};

/** `small`: under 256 px on a side, recognition suffers · `animated`: only the first frame is recognised. */
export type ImageWarning = 'small' | 'animated';

/** The problem codes an inspection can refuse with. */
export type RefusalCode = Extract<
  ProblemCode,
  'body-empty' | 'image-format' | 'image-too-large' | 'image-unreadable' | 'image-side' | 'image-pixels' | 'gif-pixels'
>;

/** The figures behind a refusal, for a message in any language. `limit` and `actual` share a unit: bytes or pixels. */
export type RefusalParams = {
  readonly limit?: number;
  readonly actual?: number;
  /** What the file is instead of an image that can be read. */
  readonly format?: ForeignFormat;
  /** The file itself could not be read: changed, moved or deleted since it was chosen. */
  readonly gone?: 1;
};

/**
 * The verdict on an image's header: fit to be sent, or refused with the reason. `detail` is an English sentence: what
 * was wrong, the limit, what to do.
 */
export type Inspection =
  | { readonly ok: true; readonly image: ImageInfo; readonly warnings: readonly ImageWarning[] }
  | { readonly ok: false; readonly code: RefusalCode; readonly params: RefusalParams; readonly detail: string };
