import { type Header, type HeaderFault, need, type Reading, textAt } from './read.ts';

/** How far frames are counted; beyond, there may be more. */
const countWithin = 262_144;

/**
 * GIF (GIF89a §§17–27): the logical screen, widened to the first frame as decoders do, and the frames counted from
 * block to block. A loop extension makes it an animation even where the second frame lies out of reach.
 */
export function* readGif(): Reading<Header | HeaderFault> {
  const screen = yield* need(6, 7);
  if (!screen) return 'truncated';
  let width = screen.getUint16(0, true);
  let height = screen.getUint16(2, true);
  let at = 13 + tableLength(screen.getUint8(4));
  let frames = 0;
  let loops = false;
  const found = (moreFrames: boolean): Header => ({
    width,
    height,
    frames: Math.max(1, frames),
    moreFrames,
    animated: frames > 1 || loops,
  });

  while (at < countWithin) {
    const block = yield* need(at, 1);
    const kind = block?.getUint8(0);
    if (kind === 0x21) {
      const extension = yield { offset: at + 1, length: 10 };
      loops ||= textAt(extension, 2, 'NETSCAPE') || textAt(extension, 2, 'ANIMEXTS');
      at += 2;
    } else if (kind === 0x2c) {
      const frame = yield* need(at + 1, 9);
      if (!frame) return frames > 0 ? found(true) : 'truncated';
      if (frames === 0) {
        width = Math.max(width, frame.getUint16(0, true) + frame.getUint16(4, true));
        height = Math.max(height, frame.getUint16(2, true) + frame.getUint16(6, true));
      }
      frames += 1;
      at += 11 + tableLength(frame.getUint8(8));
    } else {
      // A decoder shows what came before the trailer, stray bytes or a cut; without any frame there is nothing to show.
      if (frames > 0) return found(kind !== 0x3b);
      return block ? 'damaged' : 'truncated';
    }
    for (;;) {
      const size = yield* need(at, 1);
      if (!size) return frames > 0 ? found(true) : 'truncated';
      at += 1 + size.getUint8(0);
      if (size.getUint8(0) === 0) break;
      if (at >= countWithin) return found(true);
    }
  }
  return found(true);
}

function tableLength(packed: number): number {
  return packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0;
}
