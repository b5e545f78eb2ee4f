import { isCardName } from '@scanfill/proxy/contract';
import { type Clock, systemClock } from '../clock.ts';
import { createRandom } from '../random.ts';
import type { ImageReader, ReadResult } from '../reader-port.ts';
import { type EmbeddedCard, embeddedKeyword } from './card-image.ts';

/** How the reader behaves. */
export type EmbeddedReaderOptions = {
  /** Median time of recognition; 0, the default, answers at once. */
  readonly medianMs?: number;
  /** Spread of a log-normal distribution around it. Default 0.4: one in a hundred takes 2.5 times the median. */
  readonly sigma?: number;
  readonly clock?: Clock;
};

const nothing: ReadResult = { recognised: false, info: {} };

function parse(text: string): EmbeddedCard | undefined {
  try {
    const { card, info, seed } = JSON.parse(text);
    if (!isCardName(card) || typeof info !== 'object' || info === null || typeof seed !== 'string') return undefined;
    return { card, info, seed };
  } catch {
    return undefined;
  }
}

/** Finds the fields in a test picture's text chunk; `undefined` for any other image. */
export function readEmbeddedCard(image: Uint8Array): EmbeddedCard | undefined {
  const bytes = Buffer.from(image.buffer, image.byteOffset, image.byteLength);
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const start = at + 8;
    if (start + length + 4 > bytes.length) return undefined;
    if (bytes.toString('latin1', at + 4, start) === 'iTXt') {
      const head = `${embeddedKeyword}\0\0\0\0\0`;
      const text = bytes.toString('utf8', start, start + length);
      if (text.startsWith(head)) return parse(text.slice(head.length));
    }
    at = start + length + 4;
  }
  return undefined;
}

/** Standard normal, from two uniform numbers (Box and Muller). */
function gaussian(seed: string): number {
  const random = createRandom(seed);
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * A reader for tests of everything but reading: it takes the fields from the picture's own bytes, after a seeded time.
 */
export function createEmbeddedReader({
  medianMs = 0,
  sigma = 0.4,
  clock = systemClock,
}: EmbeddedReaderOptions = {}): ImageReader {
  return {
    async read(image, card) {
      const found = readEmbeddedCard(image);
      if (medianMs > 0) {
        const ms = medianMs * Math.exp(sigma * gaussian(found?.seed ?? String(image.byteLength)));
        await new Promise<void>((resolve) => clock.after(ms, resolve));
      }
      return found === undefined || found.card !== card ? nothing : { recognised: true, info: found.info };
    },
  };
}
