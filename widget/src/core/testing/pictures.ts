/** Real pictures, made in the browser that will decode them again, and bytes for what a canvas cannot write. */

type Colour = readonly [red: number, green: number, blue: number];

/** The colours of the four corners, clockwise from the top left: they tell how a picture lies. */
export const corners: readonly [Colour, Colour, Colour, Colour] = [
  [220, 30, 30],
  [30, 160, 30],
  [30, 60, 220],
  [240, 220, 40],
];

/** A picture whose quarters have the colours of `corners`, with some print on it, encoded by the browser. */
export async function pictureOf(
  width: number,
  height: number,
  type: string,
  quality = 0.9,
): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d context');
  const [w, h] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  const places = [
    [0, 0],
    [width - w, 0],
    [width - w, height - h],
    [0, height - h],
  ] as const;
  for (const [index, [x, y]] of places.entries()) {
    context.fillStyle = `rgb(${corners[index]?.join(' ')})`;
    context.fillRect(x, y, w, h);
  }
  context.fillStyle = '#111';
  context.font = `${Math.ceil(height / 12)}px sans-serif`;
  for (let line = 3; line < 9; line++) context.fillText('SPECIMEN 0123456789', width / 5, (line * height) / 12);
  const bytes = await bytesOfBlob(await canvas.convertToBlob({ type, quality }));
  return type === 'image/png' ? drawingChunksOf(bytes) : bytes;
}

/** A card as it lies in a photo: its middle, its width, and its turn in degrees. */
export type Lying = { readonly x: number; readonly y: number; readonly width: number; readonly degrees: number };

/** A photo of ID-1 cards on a desk, each with the colours of `corners` in its own and some print between. */
export async function cardsOnDesk(
  size: { readonly width: number; readonly height: number },
  cards: readonly Lying[],
): Promise<Blob> {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d context');
  context.fillStyle = '#6b4f38';
  context.fillRect(0, 0, size.width, size.height);
  for (const { x, y, width, degrees } of cards) {
    const height = width / 1.585;
    const patch = width / 6;
    context.setTransform(1, 0, 0, 1, x, y);
    context.rotate((degrees * Math.PI) / 180);
    context.translate(-width / 2, -height / 2);
    context.fillStyle = '#e3e8ee';
    context.fillRect(0, 0, width, height);
    for (const [index, colour] of corners.entries()) {
      context.fillStyle = `rgb(${colour.join(' ')})`;
      context.fillRect(index % 3 === 0 ? 0 : width - patch, index < 2 ? 0 : height - patch, patch, patch);
    }
    context.fillStyle = '#222';
    context.font = `${width / 22}px sans-serif`;
    for (let line = 3; line < 9; line++) context.fillText('SPECIMEN 0123456789', width / 4, (line * height) / 12);
  }
  return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
}

/** Noise that compresses badly. */
export async function noiseOf(width: number, height: number, type: string): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d context');
  const image = context.createImageData(width, height);
  let state = 1;
  for (let index = 0; index < image.data.length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    image.data[index] = index % 4 === 3 ? 255 : state >>> 24;
  }
  context.putImageData(image, 0, 0);
  return bytesOfBlob(await canvas.convertToBlob({ type, quality: 1 }));
}

/** The colours near the four corners of an encoded picture, as the browser shows it. */
export async function cornersOf(file: Blob): Promise<readonly Colour[]> {
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('no 2d context');
  context.drawImage(bitmap, 0, 0);
  const [right, bottom] = [width - 4, height - 4];
  return [
    [3, 3],
    [right, 3],
    [right, bottom],
    [3, bottom],
  ].map(([x = 0, y = 0]): Colour => {
    const [red = 0, green = 0, blue = 0] = context.getImageData(x, y, 1, 1).data;
    return [red, green, blue];
  });
}

/** The pixels of an encoded picture. */
export async function pixelsOf(file: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(file);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (!context) throw new Error('no 2d context');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

/** A JPEG with further segments right behind its start. */
export function withSegments(jpeg: Uint8Array, ...segments: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return join(jpeg.subarray(0, 2), ...segments, jpeg.subarray(2));
}

/** A PNG with a chunk behind IHDR. */
export function withChunk(png: Uint8Array, type: string, data: string): Uint8Array<ArrayBuffer> {
  return join(png.subarray(0, 33), chunk(type, data), png.subarray(33));
}

/** A PNG without what does not draw: Firefox marks every PNG of a canvas with a chunk of its own. */
function drawingChunksOf(png: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = new DataView(png.buffer);
  const parts = [png.subarray(0, 8)];
  for (let at = 8; at < png.length; ) {
    const end = at + 12 + view.getUint32(at);
    // A small first letter: not needed to draw the picture.
    if (view.getUint8(at + 4) < 0x60) parts.push(png.subarray(at, end));
    at = end;
  }
  return join(...parts);
}

/** A PNG chunk, its checksum right. */
function chunk(type: string, data: string): Uint8Array<ArrayBuffer> {
  const body = text(type + data);
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, data.length);
  view.setUint32(4, crc32(body));
  const numbers = new Uint8Array(view.buffer);
  return join(numbers.subarray(0, 4), body, numbers.subarray(4));
}

/** A black PNG without an alpha channel; `transparent` makes its black see-through by a `tRNS` chunk. */
export async function blackPngOf(
  width: number,
  height: number,
  transparent: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const rows = new Blob([new Uint8Array(height * (1 + width * 3))])
    .stream()
    .pipeThrough(new CompressionStream('deflate'));
  const data = String.fromCharCode(...new Uint8Array(await new Response(rows).arrayBuffer()));
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint16(8, 0x0802);
  return join(
    text('\x89PNG\r\n\x1a\n'),
    chunk('IHDR', String.fromCharCode(...new Uint8Array(header.buffer))),
    ...(transparent ? [chunk('tRNS', '\0\0\0\0\0\0')] : []),
    chunk('IDAT', data),
    chunk('IEND', ''),
  );
}

/** EXIF with an orientation, a camera maker and a place: the directory, the GPS directory, their texts. */
export function exifSegment(orientation: number): Uint8Array<ArrayBuffer> {
  const tiff = new DataView(new ArrayBuffer(120));
  tiff.setUint32(0, 0x49492a00);
  tiff.setUint32(4, 8, true);
  tiff.setUint16(8, 3, true);
  const entry = (at: number, tag: number, type: number, count: number, value: number): void => {
    tiff.setUint16(at, tag, true);
    tiff.setUint16(at + 2, type, true);
    tiff.setUint32(at + 4, count, true);
    tiff.setUint32(at + 8, value, true);
  };
  entry(10, 0x010f, 2, 12, 100);
  entry(22, 0x0112, 3, 1, orientation);
  entry(34, 0x8825, 4, 1, 50);
  tiff.setUint16(50, 2, true);
  entry(52, 1, 2, 2, 0x4e);
  entry(64, 2, 5, 3, 76);
  for (const [index, value] of [31, 1, 14, 1, 22, 1].entries()) tiff.setUint32(76 + index * 4, value, true);
  const bytes = new Uint8Array(tiff.buffer);
  bytes.set(text('FICTIONALCAM'), 100);
  return segment(0xe1, join(text('Exif\0\0'), bytes));
}

/** A JPEG segment. */
export function segment(marker: number, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = data.length + 2;
  return join(Uint8Array.of(0xff, marker, length >> 8, length & 0xff), data);
}

/** The second bytes of a JPEG's markers up to its first scan, and whether anything follows its end. */
export function markersOf(jpeg: Uint8Array): { readonly markers: readonly number[]; readonly trailing: number } {
  const markers: number[] = [];
  for (let at = 2; at < jpeg.length; ) {
    const marker = jpeg[at + 1] ?? 0;
    markers.push(marker);
    if (marker === 0xda) break;
    at += 2 + (jpeg[at + 2] ?? 0) * 256 + (jpeg[at + 3] ?? 0);
  }
  let end = jpeg.length - 2;
  while (end > 0 && !(jpeg[end] === 0xff && jpeg[end + 1] === 0xd9)) end--;
  return { markers, trailing: jpeg.length - 2 - end };
}

/** A GIF whose frames are of one colour each, written without compression (a clear code before every 100 pixels). */
export function gifOf(width: number, height: number, colours: readonly Colour[]): Uint8Array<ArrayBuffer> {
  const le = (value: number): Uint8Array => Uint8Array.of(value & 0xff, value >> 8);
  const palette = new Uint8Array(384);
  for (const [index, colour] of colours.entries()) palette.set(colour, index * 3);
  const frames = colours.map((_, index) => {
    const codes: number[] = [];
    for (let pixel = 0; pixel < width * height; pixel++) {
      if (pixel % 100 === 0) codes.push(128);
      codes.push(index);
    }
    codes.push(129);
    const blocks: Uint8Array[] = [];
    for (let at = 0; at < codes.length; at += 255) {
      const block = codes.slice(at, at + 255);
      blocks.push(Uint8Array.of(block.length, ...block));
    }
    return join(
      Uint8Array.of(0x21, 0xf9, 4, 4, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0),
      le(width),
      le(height),
      Uint8Array.of(0, 7),
      ...blocks,
      Uint8Array.of(0),
    );
  });
  return join(
    text('GIF89a'),
    le(width),
    le(height),
    Uint8Array.of(0xf6, 0, 0),
    palette,
    ...frames,
    Uint8Array.of(0x3b),
  );
}

/** A 24-bit BMP of `corners`. */
export function bmpOf(width: number, height: number): Uint8Array<ArrayBuffer> {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const view = new DataView(new ArrayBuffer(54 + stride * height));
  view.setUint16(0, 0x424d);
  view.setUint32(2, view.byteLength, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isTop = y >= height / 2;
      const isLeft = x < width / 2;
      const [red, green, blue] = corners[isTop ? (isLeft ? 0 : 1) : isLeft ? 3 : 2];
      for (const [index, value] of [blue, green, red].entries()) view.setUint8(54 + y * stride + x * 3 + index, value);
    }
  }
  return new Uint8Array(view.buffer);
}

/** A lossless WEBP of `corners`, 300 × 200: not every browser's canvas writes one. */
export function webp(): Uint8Array<ArrayBuffer> {
  return text(
    atob(
      'UklGRlIAAABXRUJQVlA4TEUAAAAvK8ExAB8gECBOxGiRLUwh2wjQ2M4f5UUQEhB37DDcLHn+41MPJQQzbduUZPntHr/d+0MgEf2fgDLvmfrPgIQ5y9R/BgQA',
    ),
  );
}

/** Latin-1 text as bytes. */
export function text(value: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(value, (character) => character.charCodeAt(0));
}

/** The bytes of a file. */
export async function bytesOfBlob(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ -1) >>> 0;
}
