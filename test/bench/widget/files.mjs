import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** The files every method gets: photo-like, so that codecs have their usual work, and one bomb. */
export async function makeFiles() {
  return {
    'JPEG 48 MP': {
      name: 'photo48.jpg',
      type: 'image/jpeg',
      bytes: await photo(8_000, 6_000).jpeg({ quality: 88 }).toBuffer(),
    },
    'PNG 12 MP': {
      name: 'photo12.png',
      type: 'image/png',
      bytes: await photo(4_000, 3_000).png({ compressionLevel: 6, adaptiveFiltering: true }).toBuffer(),
    },
    'bomb 20,000 × 20,000': { name: 'bomb.png', type: 'image/png', bytes: bomb(20_000) },
    // As cameras write it: with the place and the camera's name.
    'JPEG 12 MP, upright': {
      name: 'photo12.jpg',
      type: 'image/jpeg',
      bytes: await photo(4_000, 3_000)
        .jpeg({ quality: 92 })
        .withExif({ IFD0: { Make: 'Fictional' } })
        .toBuffer(),
    },
    // As phones held upright write it: 3,000 rows, which end within a unit of 16.
    'JPEG 12 MP, on its side': {
      name: 'photo12side.jpg',
      type: 'image/jpeg',
      bytes: await photo(4_000, 3_000).jpeg({ quality: 92 }).withMetadata({ orientation: 6 }).toBuffer(),
    },
    // The same with the grain of a small sensor: four times the bytes to read and write.
    'JPEG 12 MP, on its side, grainy': {
      name: 'photo12grain.jpg',
      type: 'image/jpeg',
      bytes: await grainy(photo(4_000, 3_000), 4_000, 3_000)
        .jpeg({ quality: 92 })
        .withMetadata({ orientation: 6 })
        .toBuffer(),
    },
  };
}

/** Soft shapes with grain, enlarged from noise: compresses like a photo. */
export function photo(width, height) {
  const [w, h] = [Math.round(width / 20), Math.round(height / 20)];
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const raw = Buffer.alloc(w * h * 3);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++)
      for (let c = 0; c < 3; c++)
        raw[(y * w + x) * 3 + c] = 128 + 70 * Math.sin(x / (9 + c)) * Math.cos(y / (7 + c)) + 30 * (random() - 0.5);
  return sharp(raw, { raw: { width: w, height: h, channels: 3 } }).resize(width, height, { kernel: 'cubic' });
}

/** With noise laid over it, the same each time. */
export function grainy(picture, width, height) {
  let state = 1;
  const grain = Buffer.alloc(width * height);
  for (let at = 0; at < grain.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    grain[at] = 128 + ((state >>> 24) % 13) - 6;
  }
  return picture.composite([{ input: grain, raw: { width, height, channels: 1 }, blend: 'overlay' }]);
}

/** A PNG of one bit a pixel and nothing in it: some dozen kilobytes that decode to 1.6 GB. */
function bomb(side) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = Buffer.alloc(side * (1 + Math.ceil(side / 8)));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(data.length, 0);
  numbers.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)]);
}

function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ -1) >>> 0;
}
