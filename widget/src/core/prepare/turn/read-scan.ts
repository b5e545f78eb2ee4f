import { emptyBlock, firstPlace } from './block.ts';
import { type Decoder, endOfBlock, noCode, symbolIn } from './huffman.ts';
import type { JpegLayout } from './jpeg-layout.ts';
import { unstuffed } from './stuffing.ts';
import type { TurnPlan } from './turn-plan.ts';
import type { Blocks } from './turned-blocks.ts';

/** What the mean of 8-bit samples, less 128 and times eight, may be. */
const leastMean = -1_024;
const mostMean = 1_023;
/** A block has 64 symbols at most, of 27 bits; and a few bytes, as four are read at once. */
const blockBytes = 224;

/**
 * Reads the scan of a baseline JPEG, some units at each step, and hands out its blocks: a list for each colour. A step
 * gives false where the scan is damaged, cut, or holds more than the picture.
 */
export function scanReader(
  { restartInterval, scan }: JpegLayout,
  { moves, transposed, flipsAcross, flipsDown, unitsAcross, unitsDown }: TurnPlan,
  blocks: readonly Pick<Blocks, 'plane' | 'keep'>[],
): (from: number, until: number) => boolean {
  const units = unitsAcross * unitsDown;
  const { bytes, length, restarts } = unstuffed(scan, blockBytes, restartInterval > 0 ? units / restartInterval : 0);
  const view = new DataView(bytes.buffer);
  const block = emptyBlock();
  const { entries, taken } = block;
  const colours = blocks.map(({ plane, keep }) => ({ plane, keep, before: 0 }));
  let bit = 0;
  let restart = 0;

  /** A symbol that a short look-up does not give. */
  const longSymbol = ({ codes }: Decoder, from: number): number => {
    const byte = from >>> 3;
    const window = (view.getUint32(byte) << (from & 7)) | ((bytes[byte + 4] ?? 0) >>> (8 - (from & 7)));
    return symbolIn(codes[window >>> 16] ?? 0, window);
  };

  /** Reads the coefficients of a block but its mean; false where there is none. */
  const readOthers = (decoder: Decoder): boolean => {
    const { short } = decoder;
    let from = bit;
    let low = 0;
    let high = 0;
    let place = 0;
    let symbol = 0;
    do {
      const bits = view.getUint32(from >>> 3) << (from & 7);
      symbol = short[bits >>> 21] || longSymbol(decoder, from);
      from += symbol & 31;
      place += (symbol >> 5) & 127;
      let entry = symbol >> 12;
      let size = entry & 15;
      if (size === 0) continue;
      let move = moves[place] ?? 0;
      let to = move & 63;
      // With the other sign a value has the same bits, each the other way.
      entries[to] = entry ^ (-(move >> 6) & ((16 << size) - 16));
      if (to < 32) low |= firstPlace >>> to;
      else high |= firstPlace >>> to;

      // The bits were 25 at least: behind a short symbol another may be found there, without looking for more.
      if (place >= 63 || (symbol & 31) > 14) continue;
      const second = short[(bits << (symbol & 31)) >>> 21] ?? 0;
      if (second === 0) continue;
      symbol = second;
      from += symbol & 31;
      place += (symbol >> 5) & 127;
      entry = symbol >> 12;
      size = entry & 15;
      if (size === 0) continue;
      move = moves[place] ?? 0;
      to = move & 63;
      entries[to] = entry ^ (-(move >> 6) & ((16 << size) - 16));
      if (to < 32) low |= firstPlace >>> to;
      else high |= firstPlace >>> to;
    } while (place < 63);
    // Nothing but the end of the block may lead beyond the last place.
    if (place > 63 && symbol >> 5 !== endOfBlock) return false;
    taken[0] = low;
    taken[1] = high;
    bit = from;
    return true;
  };

  /** One block; false where it is none. */
  const readBlock = (colour: (typeof colours)[number], x: number, y: number): boolean => {
    const { plane, keep, before } = colour;
    if (bit >>> 3 > length) return false;
    const symbol = longSymbol(plane.means, bit);
    const size = (symbol >> 12) & 15;
    const value = symbol >> 16;
    const mean = before + (value >> (size - 1) > 0 ? value : value - (1 << size) + 1);
    if (symbol === noCode || mean > mostMean || mean < leastMean) return false;
    bit += symbol & 31;
    if (!readOthers(plane.others)) return false;
    colour.before = mean;
    const { columns, rows } = plane;
    const right = transposed ? y : x;
    const below = transposed ? x : y;
    const at = (flipsDown ? rows - 1 - below : below) * columns + (flipsAcross ? columns - 1 - right : right);
    keep(at, mean, block);
    return true;
  };

  return (from, until) => {
    for (let unit = from; unit < until; unit++) {
      if (restartInterval > 0 && unit > 0 && unit % restartInterval === 0) {
        // What is left of the last byte is padding.
        if (restarts[restart++] !== (bit + 7) >> 3) return false;
        bit = (bit + 7) & ~7;
        for (const colour of colours) colour.before = 0;
      }
      const row = Math.floor(unit / unitsAcross);
      const column = unit - row * unitsAcross;
      for (const colour of colours) {
        const { across, down } = colour.plane;
        for (let y = row * down; y < (row + 1) * down; y++)
          for (let x = column * across; x < (column + 1) * across; x++) if (!readBlock(colour, x, y)) return false;
      }
    }
    const read = (bit + 7) >> 3;
    return until < units ? read <= length : read === length && restart === restarts.length;
  };
}
