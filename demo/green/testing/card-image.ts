import { crc32, deflateSync } from 'node:zlib';
import type { CardName } from '@scanfill/proxy/contract';

/** What a test picture says about itself. */
export type EmbeddedCard = {
  readonly card: CardName;
  /** The wire object of the card's result property. */
  readonly info: Readonly<Record<string, unknown>>;
  /** Makes the bytes unique. */
  readonly seed: string;
};

/** Size of a test picture. */
export type CardImageOptions = {
  readonly seed?: string;
  /** Default 640 × 400. */
  readonly width?: number;
  readonly height?: number;
  /** Incompressible bytes added, to come near a photo's weight. Default 0. */
  readonly paddingBytes?: number;
};

/** The keyword of the text chunk that holds the fields. */
export const embeddedKeyword = 'scanfill-card';

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

function chunk(type: string, data: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(typed.length + 8);
  framed.writeUInt32BE(data.length, 0);
  typed.copy(framed, 4);
  framed.writeUInt32BE(crc32(typed), typed.length + 4);
  return framed;
}

function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.writeUInt8(8, 8);
  return chunk('IHDR', data);
}

const pixelChunks = new Map<string, Buffer>();

/** Light grey pixels, compressed once for each size: a bench makes thousands of pictures. */
function pixels(width: number, height: number): Buffer {
  const key = `${width}x${height}`;
  const made = pixelChunks.get(key) ?? chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * height, 0xd8)));
  pixelChunks.set(key, made);
  return made;
}

/** Bytes that follow from the seed and do not compress (xorshift32). */
function padding(seed: string, length: number): Buffer {
  const bytes = Buffer.alloc(Math.ceil(length / 4) * 4);
  let word = crc32(Buffer.from(seed)) || 1;
  for (let at = 0; at < bytes.length; at += 4) {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    bytes.writeInt32LE(word, at);
  }
  return bytes;
}

/**
 * A real greyscale PNG whose text chunk holds the fields a reader shall find in it; the same arguments give the same
 * bytes.
 */
export function makeCardImage(
  card: CardName,
  info: Readonly<Record<string, unknown>>,
  { seed = '', width = 640, height = 400, paddingBytes = 0 }: CardImageOptions = {},
): Buffer {
  const embedded: EmbeddedCard = { card, info, seed };
  const text = `${embeddedKeyword}\0\0\0\0\0${JSON.stringify(embedded)}`;
  const parts = [signature, header(width, height), chunk('iTXt', Buffer.from(text))];
  if (paddingBytes > 0) parts.push(chunk('paDd', padding(seed, paddingBytes)));
  parts.push(pixels(width, height), chunk('IEND', Buffer.alloc(0)));
  return Buffer.concat(parts);
}
