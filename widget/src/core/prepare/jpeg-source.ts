import { ScanError } from '../base/scan-error.ts';
import type { Source } from './source.ts';
import { frameOf, stripJpeg } from './strip-jpeg.ts';

/** Lossless, hierarchical, and those with arithmetic coding: T.81, table B.1. */
const undecodable = [0xc3, 0xc5, 0xc6, 0xc7, 0xcb, 0xcd, 0xce, 0xcf];

/**
 * A JPEG without its metadata. Grey and colours as on a screen may be sent so; CMYK is decoded. Throws `prepare-failed`
 * for what neither browsers nor services decode: other than 8 bits a sample, lossless.
 */
export function jpegSource(bytes: Uint8Array<ArrayBuffer>): Source {
  const whole = stripJpeg(bytes);
  const decodable = whole ?? stripJpeg(bytes, true);
  const frame = decodable && frameOf(decodable);
  if (frame && (frame.bits !== 8 || undecodable.includes(frame.marker)))
    throw new ScanError('prepare-failed', {
      detail: `The photo is a JPEG of a kind that is not for pages (${frame.bits} bits, frame ${frame.marker.toString(16)}). Save it as an ordinary JPEG.`,
    });
  const isForScreens = frame?.colours === 1 || frame?.colours === 3;
  return {
    asIs: isForScreens ? whole : undefined,
    decodable: decodable ?? [bytes],
    isOpaque: true,
    turnsItself: !decodable,
  };
}
