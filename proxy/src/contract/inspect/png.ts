import { type Header, type HeaderFault, need, type Reading } from './read.ts';

const ihdr = 0x49484452;
const idat = 0x49444154;
const actl = 0x6163544c;
/** An animation announces itself before the pixels; past this point it is not looked for. */
const animationWithin = 65_536;

/** PNG (W3C, third edition, §11.2.1), with the animation control chunk of §11.3.7. */
export function* readPng(): Reading<Header | HeaderFault> {
  const header = yield* need(8, 16);
  if (!header) return 'truncated';
  if (header.getUint32(0) !== 13 || header.getUint32(4) !== ihdr) return 'damaged';
  const size = { width: header.getUint32(8), height: header.getUint32(12) };
  let at = 33;
  while (at < animationWithin) {
    const chunk = yield* need(at, 12);
    if (!chunk) return size;
    const type = chunk.getUint32(4);
    if (type === actl) return { ...size, frames: Math.max(1, chunk.getUint32(8)), animated: true };
    if (type === idat) return size;
    at += 12 + chunk.getUint32(0);
  }
  return size;
}
