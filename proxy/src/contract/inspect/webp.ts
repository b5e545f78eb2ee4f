import { type Header, type HeaderFault, need, type Reading } from './read.ts';

/** WEBP (RFC 9649): the first chunk tells — `VP8 ` lossy (RFC 6386 §9.1), `VP8L` lossless, `VP8X` extended with the canvas and an animation flag. */
export function* readWebp(): Reading<Header | HeaderFault> {
  const head = yield* need(12, 13);
  if (!head) return 'truncated';
  const chunk = head.getUint32(0);
  if (chunk === 0x5650384c) {
    if (head.getUint8(8) !== 0x2f) return 'damaged';
    const bits = head.getUint32(9, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  const frame = yield* need(20, 10);
  if (!frame) return 'truncated';
  if (chunk === 0x56503858) {
    const animated = (frame.getUint8(0) & 2) !== 0;
    const side = (at: number): number => 1 + frame.getUint16(at, true) + frame.getUint8(at + 2) * 65_536;
    return { width: side(4), height: side(7), animated, moreFrames: animated };
  }
  const isKeyFrame = (frame.getUint8(0) & 1) === 0 && frame.getUint8(3) === 0x9d && frame.getUint16(4) === 0x012a;
  if (chunk !== 0x56503820 || !isKeyFrame) return 'damaged';
  return { width: frame.getUint16(6, true) & 0x3fff, height: frame.getUint16(8, true) & 0x3fff };
}
