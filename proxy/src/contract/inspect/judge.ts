import { type ImageFormat, limits, type SizeLimits } from '../limits.ts';
import type { ForeignFormat } from './foreign.ts';
import type { ImageInfo, ImageWarning, Inspection, RefusalCode, RefusalParams } from './inspection.ts';
import type { Header, HeaderFault } from './read.ts';

/** The verdict on a header that was read. */
export function judge(format: ImageFormat, header: Header, bytes: number, allowed: SizeLimits): Inspection {
  if (bytes > allowed.maxBytes) return refuseSize(bytes, allowed.maxBytes);
  const { width: storedWidth, height: storedHeight, orientation = 1, frames = 1, moreFrames = false } = header;
  const { animated = frames > 1 } = header;
  if (!(storedWidth > 0 && storedHeight > 0)) return refuseUnreadable('damaged');
  const isGif = format === 'gif';
  const longest = Math.max(storedWidth, storedHeight);
  const pixels = storedWidth * storedHeight;
  const { maxSidePx } = allowed;
  const maxPixels = isGif ? allowed.maxGifPixels : allowed.maxPixels;
  if (longest > maxSidePx) return refuseMeasure('image-side', 'longest side', maxSidePx, longest, 'px');
  if (pixels > maxPixels)
    return refuseMeasure(isGif ? 'gif-pixels' : 'image-pixels', `${format} area`, maxPixels, pixels, 'pixels');

  const turned = orientation > 4;
  const image: ImageInfo = {
    format,
    width: turned ? storedHeight : storedWidth,
    height: turned ? storedWidth : storedHeight,
    orientation,
    bytes,
    frames,
    moreFrames,
    animated,
  };
  const warnings: ImageWarning[] = [];
  if (Math.min(storedWidth, storedHeight) < limits.advisedSidePx) warnings.push('small');
  if (animated) warnings.push('animated');
  return { ok: true, image, warnings };
}

/** The refusal of a file without a byte. */
export function refuseEmpty(): Inspection {
  return refuse('body-empty', {}, 'The file is empty.');
}

/** The refusal of a file of too many bytes. */
export function refuseSize(bytes: number, maxBytes: number = limits.maxBytes): Inspection {
  return refuseMeasure('image-too-large', 'file', maxBytes, bytes, 'bytes');
}

/** The refusal of a header that ends too early or says something impossible. */
export function refuseUnreadable(fault: HeaderFault): Inspection {
  return refuse('image-unreadable', {}, `The header of the image is ${fault}.`);
}

/** The refusal of a file that is something else, named. */
export function refuseFormat(format: ForeignFormat): Inspection {
  return refuse('image-format', { format }, `The format is ${format}, not an image this service reads.`);
}

function refuseMeasure(code: RefusalCode, what: string, limit: number, actual: number, unit: string): Inspection {
  return refuse(code, { limit, actual }, `The ${what} has ${actual} ${unit}, the limit is ${limit}.`);
}

/** One advice for all: whatever was wrong, another photo in one of the five formats is the way out. */
function refuse(code: RefusalCode, params: RefusalParams, what: string): Inspection {
  return { ok: false, code, params, detail: `${what} Send another photo, as JPEG, PNG, BMP, GIF or WEBP.` };
}
