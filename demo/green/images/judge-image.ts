import { limits } from '@scanfill/proxy/contract';
import { type Code, codes, withMessage } from '../wire/codes.ts';
import { readImageHeader } from './header.ts';

/** The code a fetched image earns before recognition: `undefined` when Green would take it. */
export function judgeImage(bytes: Uint8Array): Code | undefined {
  if (bytes.byteLength > limits.maxBytes) return codes.tooLarge;
  const header = readImageHeader(bytes);
  if (header === undefined) return codes.badFormat;
  const { format, width, height } = header;
  if (format === 'gif' && width * height > limits.maxGifPixels) return codes.gifTooManyPixels;
  if (Math.max(width, height) > limits.maxSidePx || width * height > limits.maxPixels) {
    return withMessage(codes.downloadFailed, `${width} x ${height} is over the pixel limits`);
  }
  return undefined;
}
