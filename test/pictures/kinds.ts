import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import {
  beforeScan,
  bmp,
  bytesOf,
  chunk,
  exif,
  extendedWebp,
  segment,
  tiff,
  withChunks,
  withFrame,
  withSegments,
} from './bytes.ts';
import { drawn, hole, pixelsOf } from './drawn.ts';
import { makeForms } from './forms.ts';

/** What becomes of a kind of picture. */
export type Outcome = {
  /**
   * `sent`: upright with its colours · `part`: refused plainly, or sent with the quarters that its file has · any
   * other: the refusal's code.
   */
  readonly becomes:
    | 'sent'
    | 'part'
    | 'prepare-failed'
    | 'image-format'
    | 'image-side'
    | 'image-unreadable'
    | 'body-empty';
  /** What is said to have been done; left out where it differs by engine. */
  readonly notes?: readonly string[];
  /** The middle shows paper: what is transparent lies on white. */
  readonly paper?: true;
  /** The quarters are as light as their colours, and grey. */
  readonly grey?: true;
  /** Has an alpha channel that hides nothing, and is sent with it. */
  readonly keepsAlpha?: true;
  /** How far a colour may be off; 14 of 255 unless told. */
  readonly tolerance?: number;
};

export type Kind = Outcome & { readonly name: string; readonly bytes: Buffer };

const orientations = [1, 2, 3, 4, 5, 6, 7, 8] as const;
const jpegOf = (orientation = 1): Promise<Buffer> =>
  drawn(orientation).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer();
/** Without pHYs and the like, so that nothing has to be cut out. */
const pngOf = (...args: Parameters<typeof pixelsOf>): Promise<Buffer> =>
  drawn(...args)
    .png()
    .toBuffer();
const secret = 'FICTIONALCAM 31.2304N 121.4737E';

/**
 * Every kind of picture that phones, cameras, scanners and programs were found to give, small, drawn by this script.
 */
export async function makeKinds(): Promise<readonly Kind[]> {
  return [
    ...(await jpegKinds()),
    ...(await exifKinds()),
    ...(await pngKinds()),
    ...(await webpKinds()),
    ...(await bmpAndGifKinds()),
    ...(await cutKinds()),
    ...(await otherKinds()),
    ...(await makeForms()),
  ];
}

async function jpegKinds(): Promise<readonly Kind[]> {
  const jpeg = await jpegOf();
  const sent = { becomes: 'sent' } as const;
  const film = Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42'), randomBytes(5_000)]);
  return [
    { name: 'a plain JPEG', bytes: jpeg, ...sent, notes: ['stripped'] },
    { name: 'a JPEG with a film behind it', bytes: bytesOf(jpeg, film), ...sent, notes: ['stripped'] },
    {
      name: 'a JPEG with a comment, a caption and a small picture',
      bytes: withSegments(
        jpeg,
        segment(0xe0, 'JFIF\0', Buffer.of(1, 1, 0, 0, 1, 0, 1, 2, 2), Buffer.alloc(12, 7)),
        segment(0xfe, secret),
        segment(0xed, `Photoshop 3.0\0${secret}`),
        segment(0xef, secret),
      ),
      ...sent,
      notes: ['stripped'],
    },
    {
      name: 'a JPEG with a text in an Adobe segment',
      bytes: withSegments(jpeg, segment(0xee, 'Adobe', Buffer.of(0, 100, 0, 0, 0, 0, 1), secret)),
      ...sent,
      notes: ['stripped'],
    },
    {
      name: 'a JPEG with a text in place of a colour profile',
      bytes: withSegments(jpeg, segment(0xe2, `ICC_PROFILE\0${secret}`)),
      ...sent,
      notes: ['stripped'],
    },
    {
      name: 'a JPEG whose profile names a monitor',
      bytes: withSegments(jpeg, segment(0xe2, 'ICC_PROFILE\0\x01\x01', await monitorProfile())),
      ...sent,
      notes: ['stripped'],
    },
    {
      name: 'a JPEG with bytes between two segments',
      bytes: beforeScan(jpeg, Buffer.of(0x13, 0x14, 0, 0xff, 0)),
      ...sent,
      notes: ['stripped'],
    },
    { name: 'a JPEG with P3 colours', bytes: await drawn().withIccProfile('p3').jpeg().toBuffer(), ...sent },
    {
      name: 'a CMYK JPEG',
      bytes: await drawn().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
      ...sent,
      notes: ['re-encoded'],
      // Some take the profile's ink for ink, some only turn it over.
      tolerance: 100,
    },
    { name: 'a grey JPEG', bytes: await drawn().greyscale().jpeg().toBuffer(), becomes: 'sent', tolerance: 256 },
    { name: 'a JPEG of 12 bits', bytes: withFrame(jpeg, 0xc1, 12), becomes: 'prepare-failed' },
    { name: 'a lossless JPEG', bytes: withFrame(jpeg, 0xc3, 8), becomes: 'prepare-failed' },
  ];
}

async function exifKinds(): Promise<readonly Kind[]> {
  const lying = await jpegOf(6);
  const stored = await jpegOf(1);
  const turned = { becomes: 'sent', notes: ['turned'] } as const;
  const same = { becomes: 'sent', notes: ['stripped'] } as const;
  const six = exif([{ value: 6 }]);
  return [
    ...(await Promise.all(
      orientations.map(async (value): Promise<Kind> => {
        const bytes = withSegments(await jpegOf(value), exif([{ value }], value % 2 ? 'II' : 'MM'));
        return { name: `a JPEG of orientation ${value}`, bytes, ...(value === 1 ? same : turned) };
      }),
    )),
    ...(['II', 'MM'] as const).flatMap((order): readonly Kind[] => [
      { name: `a LONG ${order}`, bytes: withSegments(stored, exif([{ value: 6, type: 4 }], order)), ...same },
      { name: `a BYTE ${order}`, bytes: withSegments(stored, exif([{ value: 6, type: 1 }], order)), ...same },
      { name: `two SHORTs ${order}`, bytes: withSegments(stored, exif([{ value: 6, count: 2 }], order)), ...same },
      { name: `no SHORT ${order}`, bytes: withSegments(stored, exif([{ value: 6, count: 0 }], order)), ...same },
    ]),
    { name: 'tags 1 and 6', bytes: withSegments(stored, exif([{ value: 1 }, { value: 6 }])), ...same },
    { name: 'tags 0 and 6', bytes: withSegments(stored, exif([{ value: 0 }, { value: 6 }])), ...same },
    { name: 'a LONG, then 6', bytes: withSegments(lying, exif([{ value: 3, type: 4 }, { value: 6 }])), ...turned },
    { name: 'EXIF without the tag, then 6', bytes: withSegments(stored, exif([]), six), ...same },
    { name: 'empty EXIF, then 6', bytes: withSegments(lying, segment(0xe1, 'Exif\0\0'), six), ...turned },
    {
      name: 'EXIF with another sixth byte',
      bytes: withSegments(lying, exif([{ value: 6 }], 'II', 'Exif\0\xff')),
      ...turned,
    },
    { name: 'EXIF just before the scan', bytes: beforeScan(lying, six), ...turned },
    {
      name: 'an XMP that says 6',
      bytes: withSegments(
        stored,
        segment(0xe1, `http://ns.adobe.com/xap/1.0/\0<x tiff:Orientation="6" by="${secret}"/>`),
      ),
      ...same,
    },
  ];
}

async function pngKinds(): Promise<readonly Kind[]> {
  const png = await pngOf();
  const texts = chunk('tEXt', bytesOf(`Comment\0${secret}`));
  const exifChunk = (value: number): Buffer => chunk('eXIf', tiff([{ value }]));
  const raw = bytesOf('\nexif\n', '      16\n', bytesOf('Exif\0\0', tiff([{ value: 6 }])).toString('hex'), '\n');
  const profile = (data: Buffer): Buffer => chunk('iCCP', bytesOf(`${secret}\0\0`, deflateSync(data)));
  const opaque = await pngOf(1, undefined, () => 255);
  return [
    ...(await Promise.all(
      orientations.slice(1).map(async (value): Promise<Kind> => {
        const bytes = withChunks(await pngOf(value), 'before', exifChunk(value));
        return { name: `a PNG of orientation ${value}`, bytes, becomes: 'sent', notes: ['turned', 'converted'] };
      }),
    )),
    {
      name: 'a PNG that says it is upright',
      bytes: withChunks(png, 'before', exifChunk(1), texts),
      becomes: 'sent',
      notes: ['stripped'],
    },
    {
      name: 'a PNG with EXIF behind its pixels',
      bytes: withChunks(png, 'behind', exifChunk(6), texts),
      becomes: 'sent',
      notes: ['stripped'],
    },
    {
      name: 'a PNG with a profile of EXIF in a text',
      bytes: withChunks(png, 'before', chunk('zTXt', bytesOf('Raw profile type exif\0\0', deflateSync(raw)))),
      becomes: 'sent',
      notes: ['stripped'],
    },
    {
      name: 'a PNG whose profile names a monitor',
      bytes: withChunks(png, 'before', profile(await monitorProfile())),
      becomes: 'sent',
      notes: ['stripped'],
    },
    {
      name: 'a PNG with a text in place of a profile',
      bytes: withChunks(png, 'before', profile(Buffer.from(secret))),
      becomes: 'sent',
      notes: ['stripped'],
    },
    {
      name: 'a screenshot with an alpha channel, opaque',
      bytes: withChunks(opaque, 'before', exifChunk(1)),
      becomes: 'sent',
      keepsAlpha: true,
      notes: ['stripped'],
    },
    { name: 'a PNG of 16 bits', bytes: await drawn().toColourspace('rgb16').png().toBuffer(), becomes: 'sent' },
    { name: 'an interlaced PNG', bytes: await drawn().png({ progressive: true }).toBuffer(), becomes: 'sent' },
    {
      name: 'a PNG with a hole',
      bytes: await pngOf(1, undefined, hole),
      becomes: 'sent',
      notes: ['converted'],
      paper: true,
    },
    {
      name: 'a PNG with a palette and a hole',
      bytes: await drawn(1, undefined, hole).png({ palette: true }).toBuffer(),
      becomes: 'sent',
      notes: ['converted'],
      paper: true,
    },
    { name: 'a PNG with nothing to see', bytes: await pngOf(1, undefined, () => 0), becomes: 'prepare-failed' },
  ];
}

async function webpKinds(): Promise<readonly Kind[]> {
  const size = { width: 320, height: 240 };
  const webpOf = (orientation: number, lossless: boolean): Promise<Buffer> =>
    drawn(orientation).webp({ lossless, quality: 95 }).toBuffer();
  const kinds: Kind[] = [];
  for (const lossless of [true, false])
    for (const value of orientations) {
      const stored = value > 4 ? { width: 240, height: 320 } : size;
      const data = bytesOf(value % 2 ? 'Exif\0\0' : '', tiff([{ value }], value % 3 ? 'II' : 'MM'));
      kinds.push({
        name: `a ${lossless ? 'lossless' : 'lossy'} WEBP of orientation ${value}`,
        bytes: extendedWebp(await webpOf(value, lossless), stored, 0x0c, ['EXIF', data], ['XMP ', Buffer.from(secret)]),
        becomes: 'sent',
        notes: value === 1 ? ['converted'] : ['turned', 'converted'],
        tolerance: 20,
      });
    }
  return [
    ...kinds,
    {
      name: 'a WEBP with P3 colours',
      bytes: await drawn().withIccProfile('p3').webp({ quality: 95 }).toBuffer(),
      becomes: 'sent',
      notes: ['converted'],
    },
    {
      name: 'a WEBP with a hole',
      bytes: await drawn(1, undefined, hole).webp({ lossless: true }).toBuffer(),
      becomes: 'sent',
      notes: ['converted'],
      paper: true,
    },
  ];
}

async function bmpAndGifKinds(): Promise<readonly Kind[]> {
  const converted = { becomes: 'sent', notes: ['converted'] } as const;
  const clear = pixelsOf(1, undefined, () => 0);
  return [
    { name: 'a BMP of 24 bits', bytes: bmp(pixelsOf(), 24), ...converted },
    { name: 'a BMP of 32 bits, the last eight zero', bytes: bmp(clear, 32), ...converted },
    { name: 'a BMP with an alpha mask and no alpha', bytes: bmp(clear, 32, 124), ...converted },
    { name: 'a GIF', bytes: await drawn().gif().toBuffer(), ...converted, tolerance: 30 },
    {
      name: 'a GIF with a hole',
      bytes: await drawn(1, undefined, hole).gif().toBuffer(),
      ...converted,
      paper: true,
      tolerance: 30,
    },
  ];
}

/** Files whose end is missing. What can be seen of them is at the top; a BMP begins at the bottom. */
async function cutKinds(): Promise<readonly Kind[]> {
  const noisy = sharp(randomBytes(320 * 240 * 3), { raw: { width: 320, height: 240, channels: 3 } }).png();
  const grainy = await drawn()
    .composite([{ input: await noisy.toBuffer(), blend: 'soft-light' }])
    .removeAlpha()
    .raw()
    .toBuffer();
  const again = () => sharp(grainy, { raw: { width: 320, height: 240, channels: 3 } });
  const cut = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length * 0.6));
  const part = { becomes: 'part', tolerance: 150 } as const;
  const baseline = await again().jpeg().toBuffer();
  return [
    { name: 'a cut JPEG', bytes: cut(baseline), ...part },
    { name: 'a cut progressive JPEG', bytes: cut(await again().jpeg({ progressive: true }).toBuffer()), ...part },
    { name: 'a cut JPEG on its side', bytes: withSegments(cut(baseline), exif([{ value: 1 }])), ...part },
    { name: 'a cut PNG', bytes: cut(await again().png().toBuffer()), ...part },
    { name: 'a cut PNG with an alpha channel', bytes: cut(await again().ensureAlpha().png().toBuffer()), ...part },
    { name: 'a cut GIF', bytes: cut(await again().gif().toBuffer()), ...part },
    { name: 'a cut WEBP', bytes: cut(await again().webp({ quality: 98 }).toBuffer()), ...part },
    { name: 'a cut lossless WEBP', bytes: cut(await again().webp({ lossless: true }).toBuffer()), ...part },
    { name: 'a cut BMP', bytes: cut(bmp(pixelsOf(), 24)), becomes: 'part' },
  ];
}

async function otherKinds(): Promise<readonly Kind[]> {
  return [
    { name: 'an AVIF', bytes: await drawn().avif().toBuffer(), becomes: 'image-format' },
    { name: 'a TIFF', bytes: await drawn().tiff().toBuffer(), becomes: 'image-format' },
    {
      name: 'a HEIC',
      bytes: bytesOf('\0\0\0\x18ftypheic\0\0\0\0mif1heic', Buffer.alloc(200)),
      becomes: 'image-format',
    },
  ];
}

/** The web's colours, as a monitor's profile with its model and serial number has them. */
async function monitorProfile(): Promise<Buffer> {
  const { icc } = await sharp(await drawn().withIccProfile('srgb').jpeg().toBuffer()).metadata();
  if (!icc) throw new Error('no profile');
  const count = icc.readUInt32BE(128);
  const note = bytesOf('text\0\0\0\0', secret, '\0');
  const entry = bytesOf('mmod', Buffer.alloc(8));
  entry.writeUInt32BE(icc.length + 12, 4);
  entry.writeUInt32BE(note.length, 8);
  const table = Buffer.from(icc.subarray(132, 132 + 12 * count));
  for (let at = 4; at < table.length; at += 12) table.writeUInt32BE(table.readUInt32BE(at) + 12, at);
  const profile = bytesOf(icc.subarray(0, 128), Buffer.alloc(4), table, entry, icc.subarray(132 + 12 * count), note);
  profile.writeUInt32BE(profile.length, 0);
  profile.writeUInt32BE(count + 1, 128);
  return profile;
}
