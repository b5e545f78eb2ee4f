import { type Header, type HeaderFault, need, type Reading } from './read.ts';

/**
 * BMP: Windows headers (40 to 124 bytes), OS/2 2.x (16 to 64) and the OS/2 1.x core header of 12; a negative height is
 * a top-down bitmap.
 */
export function* readBmp(): Reading<Header | HeaderFault> {
  const size = yield* need(14, 4);
  if (!size) return 'truncated';
  const headerLength = size.getUint32(0, true);
  if (headerLength === 12) {
    const core = yield* need(18, 4);
    return core ? { width: core.getUint16(0, true), height: core.getUint16(2, true) } : 'truncated';
  }
  if (headerLength < 16 || headerLength > 256) return 'damaged';
  const sides = yield* need(18, 8);
  if (!sides) return 'truncated';
  const width = sides.getInt32(0, true);
  return width > 0 ? { width, height: Math.abs(sides.getInt32(4, true)) } : 'damaged';
}
