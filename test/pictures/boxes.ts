/** HEIC and AVIF files put together from what encoders give: turns and mirrors, grids of tiles, sizes that are lies. */

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');
const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};

/** A box of this type. */
function box(type: string, ...payload: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(payload);
  return Buffer.concat([u32(body.length + 8), ascii(type), body]);
}

/** A box with a version and flags; the lowest of an item says that it is not to be shown by itself. */
function fullBox(type: string, version: number, ...payload: readonly Uint8Array[]): Buffer {
  return flaggedBox(type, version, 0, ...payload);
}

function flaggedBox(type: string, version: number, flags: number, ...payload: readonly Uint8Array[]): Buffer {
  return box(type, Buffer.from([version, 0, 0, flags]), ...payload);
}

/** The payload of the first box of a path, as `meta/iprp/ipco`. */
function boxAt(file: Buffer, path: string): Buffer {
  let within = file;
  for (const type of path.split('/')) {
    for (let at = 0; ; ) {
      if (at + 8 > within.length) throw new Error(`There is no ${type} in ${path}.`);
      const length = within.readUInt32BE(at);
      if (within.toString('latin1', at + 4, at + 8) === type) {
        // Version and flags come before the boxes of a `meta`.
        within = within.subarray(at + (type === 'meta' ? 12 : 8), at + length);
        break;
      }
      at += length;
    }
  }
  return within;
}

/** What a picture of one item is made of: its coded bytes, and what its decoder has to know before. */
type Coded = { readonly data: Buffer; readonly config: Buffer; readonly width: number; readonly height: number };

/** Takes a file of one coded picture apart, as sharp and heif-enc write them. */
export function codedOf(file: Buffer): Coded {
  const properties = boxAt(file, 'meta/iprp/ipco');
  // The first item's only extent, four bytes a figure; an offset may be counted from another.
  const iloc = boxAt(file, 'meta/iloc');
  const base = (iloc[5] ?? 0) >> 4;
  const extent = 8 + 4 + base + 2;
  const offset = iloc.readUInt32BE(extent) + (base > 0 ? iloc.readUInt32BE(12) : 0);
  const length = iloc.readUInt32BE(extent + 4);
  let config: Buffer | undefined;
  let size = [0, 0];
  for (let at = 0; at + 8 <= properties.length; at += properties.readUInt32BE(at)) {
    const whole = properties.subarray(at, at + properties.readUInt32BE(at));
    const type = whole.toString('latin1', 4, 8);
    if (type === 'hvcC' || type === 'av1C') config = whole;
    if (type === 'ispe') size = [whole.readUInt32BE(12), whole.readUInt32BE(16)];
  }
  if (!config) throw new Error('No picture in it.');
  const [width = 0, height = 0] = size;
  return { data: file.subarray(offset, offset + length), config, width, height };
}

type Made = {
  readonly brand: 'heic' | 'avif';
  /** Its tiles from the left to the right, row by row; one stands for itself. */
  readonly tiles: readonly Coded[];
  readonly across?: number;
  /** As it is to be seen, before it is turned; that of the tiles unless told. */
  readonly width?: number;
  readonly height?: number;
  /** Quarters against the clock. */
  readonly turns?: number;
  /** `0` top and bottom are exchanged, `1` left and right. */
  readonly mirror?: 0 | 1;
  /** A block of EXIF, as phones write beside the picture. */
  readonly exif?: Buffer;
};

/** A file as phones write them: a grid of tiles where there are several, turned by a property. */
export function boxed({ brand, tiles, across = 1, turns, mirror, exif, ...told }: Made): Buffer {
  const [first] = tiles;
  if (!first) throw new Error('No tile.');
  const isGrid = tiles.length > 1;
  const width = told.width ?? first.width * across;
  const height = told.height ?? first.height * (tiles.length / across);
  const coded = brand === 'heic' ? 'hvc1' : 'av01';
  const grid = Buffer.concat([Buffer.from([0, 1, tiles.length / across - 1, across - 1]), u32(width), u32(height)]);
  const items = [
    ...tiles.map(({ data }) => ({ type: coded, data })),
    ...(isGrid ? [{ type: 'grid', data: grid }] : []),
    ...(exif ? [{ type: 'Exif', data: Buffer.concat([u32(0), exif]) }] : []),
  ];
  const primary = isGrid ? tiles.length + 1 : 1;
  const properties = [
    first.config,
    // Three channels of eight bits: strict decoders ask for it.
    fullBox('pixi', 0, Buffer.of(3, 8, 8, 8)),
    fullBox('ispe', 0, u32(isGrid ? first.width : width), u32(isGrid ? first.height : height)),
    fullBox('ispe', 0, u32(width), u32(height)),
    ...(turns === undefined ? [] : [box('irot', Buffer.from([turns]))]),
    ...(mirror === undefined ? [] : [box('imir', Buffer.from([mirror]))]),
  ];
  const turning = properties.slice(4).map((_, index) => 0x85 + index);
  const ofTile = [0x81, 0x02, 0x03];
  const associations = items.flatMap(({ type }, index) => {
    const places =
      type === 'Exif'
        ? []
        : index + 1 !== primary
          ? ofTile
          : isGrid
            ? [0x02, 0x04, ...turning]
            : [...ofTile, ...turning];
    return places.length > 0 ? [Buffer.concat([u16(index + 1), Buffer.from([places.length, ...places])])] : [];
  });
  const references = [
    ...(isGrid ? [box('dimg', u16(primary), u16(tiles.length), ...tiles.map((_, index) => u16(index + 1)))] : []),
    ...(exif ? [box('cdsc', u16(items.length), u16(1), u16(primary))] : []),
  ];
  const meta = (from: number): Buffer => {
    let at = from;
    return fullBox(
      'meta',
      0,
      fullBox('hdlr', 0, u32(0), ascii('pict'), Buffer.alloc(13)),
      fullBox('pitm', 0, u16(primary)),
      fullBox(
        'iloc',
        0,
        Buffer.from([0x44, 0]),
        u16(items.length),
        ...items.map(({ data }, index) => {
          const entry = Buffer.concat([u16(index + 1), u16(0), u16(1), u32(at), u32(data.length)]);
          at += data.length;
          return entry;
        }),
      ),
      fullBox(
        'iinf',
        0,
        u16(items.length),
        ...items.map(({ type }, index) =>
          flaggedBox('infe', 2, index + 1 === primary ? 0 : 1, u16(index + 1), u16(0), ascii(type), Buffer.alloc(1)),
        ),
      ),
      ...(references.length > 0 ? [fullBox('iref', 0, ...references)] : []),
      box('iprp', box('ipco', ...properties), fullBox('ipma', 0, u32(associations.length), ...associations)),
    );
  };
  const start = box('ftyp', ascii(brand), u32(0), ascii(`${brand}mif1miaf`));
  const from = start.length + meta(0).length + 8;
  return Buffer.concat([start, meta(from), box('mdat', ...items.map(({ data }) => data))]);
}
