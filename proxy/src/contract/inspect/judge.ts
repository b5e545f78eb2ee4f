import { type ImageFormat, limits } from '../limits.ts';
import { type ForeignFormat, foreignNames } from './foreign.ts';
import type { ImageInfo, ImageWarning, Inspection, Orientation, RefusalCode, RefusalParams } from './inspection.ts';
import type { Header, HeaderFault } from './read.ts';

const wanted = 'Send a JPEG, PNG, BMP, GIF or WEBP photo.';

/** The verdict on a header that was read. */
export function judge(format: ImageFormat, header: Header, bytes: number): Inspection {
  if (bytes > limits.maxBytes) return refuseSize(bytes);
  const { width: storedWidth, height: storedHeight, moreFrames = false } = header;
  if (!(storedWidth > 0 && storedHeight > 0)) return refuseUnreadable('damaged');
  const longest = Math.max(storedWidth, storedHeight);
  const pixels = storedWidth * storedHeight;
  const size = `${storedWidth} × ${storedHeight} px`;
  if (longest > limits.maxSidePx)
    return refuse(
      'image-side',
      { limit: limits.maxSidePx, actual: longest },
      `The image has ${size}; a side may have ${limits.maxSidePx} px. Send a smaller picture.`,
    );
  if (format === 'gif' && pixels > limits.maxGifPixels)
    return refuse(
      'gif-pixels',
      { limit: limits.maxGifPixels, actual: pixels },
      `The GIF has ${size}, ${pixels} pixels; a GIF may have ${limits.maxGifPixels}. Send it as JPEG or PNG, or smaller.`,
    );
  if (pixels > limits.maxPixels)
    return refuse(
      'image-pixels',
      { limit: limits.maxPixels, actual: pixels },
      `The image has ${size}, ${pixels} pixels; the limit is ${limits.maxPixels}. Send a smaller picture.`,
    );

  const orientation = orientationOf(header.orientation);
  const turned = orientation > 4;
  const frames = header.frames ?? 1;
  const animated = header.animated ?? frames > 1;
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
  return refuse('body-empty', {}, `The file is empty. ${wanted}`);
}

/** The refusal of a file of too many bytes. */
export function refuseSize(bytes: number): Inspection {
  return refuse(
    'image-too-large',
    { limit: limits.maxBytes, actual: bytes },
    `The file has more than ${limits.maxBytes} bytes (20 MB). Send a smaller photo.`,
  );
}

/** The refusal of a header that ends too early or says something impossible. */
export function refuseUnreadable(fault: HeaderFault): Inspection {
  const what = fault === 'truncated' ? 'The file ends inside its header' : 'The header of the image is damaged';
  return refuse('image-unreadable', {}, `${what}. Take the photo again, or save it anew as JPEG or PNG.`);
}

/** The refusal of a file that is something else, named. */
export function refuseFormat(format: ForeignFormat): Inspection {
  return refuse('image-format', { format }, `This is ${foreignNames[format]}. ${wanted}`);
}

function refuse(code: RefusalCode, params: RefusalParams, detail: string): Inspection {
  return { ok: false, code, params, detail };
}

function orientationOf(value: number | undefined): Orientation {
  switch (value) {
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
    case 7:
    case 8:
      return value;
    default:
      return 1;
  }
}
