import type { Life } from '../../base/life.ts';
import { fourAt } from '../bytes.ts';
import type { Source } from '../source.ts';
import { isAlphaFull } from './png-alpha.ts';
import { profileChunk } from './png-profile.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * The chunks that draw the picture and say how its colours are meant (PNG, third edition, §11), with the most bytes
 * each can have; all others go.
 */
const kept: Readonly<Record<string, number>> = {
  IHDR: 13,
  PLTE: 768,
  IDAT: Number.POSITIVE_INFINITY,
  IEND: 0,
  tRNS: 256,
  cHRM: 32,
  gAMA: 4,
  iCCP: Number.POSITIVE_INFINITY,
  sBIT: 4,
  sRGB: 1,
  cICP: 4,
  bKGD: 6,
  pHYs: 9,
};

/** The chunk that ends a PNG: no data, its name, its check. */
const emptyEnd = Uint8Array.of(0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82);

/**
 * A PNG without its metadata. It may be sent so where it is whole and nothing shines through: a service may lay it on
 * any colour.
 */
export async function pngSource(bytes: Bytes, sendable: boolean, life: Life): Promise<Source> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = [bytes.subarray(0, 8)];
  const pixels: Bytes[] = [];
  let isWhole = false;
  let transparency: Bytes | undefined;
  for (let at = 8; at + 12 <= bytes.length && !isWhole; ) {
    const type = fourAt(bytes, at + 4);
    const length = view.getUint32(at);
    const end = at + 12 + length;
    const chunk = bytes.subarray(at, end);
    // The part of the pixels that a cut file has goes to the decoder: some show it.
    if (end > bytes.length && type !== 'IDAT') break;
    if (type === 'IDAT') pixels.push(chunk.subarray(8, 8 + length));
    if (type === 'tRNS') transparency = chunk.subarray(8, -4);
    if (type === 'iCCP') parts.push(...(await profileChunk(chunk, life)));
    else if (length <= (kept[type] ?? -1)) parts.push(chunk);
    isWhole = type === 'IEND';
    at = end;
  }
  // Chromium shows nothing of a picture that has all its pixels and no end.
  if (!isWhole) parts.push(emptyEnd);
  const colourType = bytes[25] ?? 0;
  const hasAlpha = (colourType & 4) > 0;
  const isClearByKey = transparency?.some((value) => value < 255 || colourType < 3) ?? false;
  const isOpaque =
    !isClearByKey && (!hasAlpha || (isWhole && sendable && (await isAlphaFull(bytes.subarray(16, 29), pixels, life))));
  return {
    asIs: isWhole && isOpaque ? parts : undefined,
    decodable: parts,
    isOpaque,
    mayBeClear: isWhole && isClearByKey,
  };
}
