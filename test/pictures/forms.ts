import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { bytesOf, chunk, exif, extendedWebp, number, segment, tiff, withChunks, withSegments } from './bytes.ts';
import { drawn, hole } from './drawn.ts';
import { type BmpForm, flatBmp } from './flat-bmp.ts';
import { extension, flatGif, type GifFrame } from './flat-gif.ts';
import { adobe, flatJpeg, type JpegForm } from './flat-jpeg.ts';
import { animatedPng, flatPng, type PngForm } from './flat-png.ts';
import type { Kind } from './kinds.ts';

const halved = [
  [2, 2],
  [1, 1],
  [1, 1],
] as const;
const secret = 'FICTIONALCAM 31.2304N 121.4737E';
const stripped = { becomes: 'sent', notes: ['stripped'] } as const;
const turned = { becomes: 'sent', notes: ['turned'] } as const;
const written = { becomes: 'sent', notes: ['re-encoded'] } as const;
const converted = { becomes: 'sent', notes: ['converted'] } as const;
const first = { becomes: 'sent', notes: ['first-frame', 'converted'] } as const;
const full = (): number => 255;
const none = (): number => 0;
const eXIf = (value: number): Buffer => chunk('eXIf', tiff([{ value }], value % 2 > 0 ? 'II' : 'MM'));

/** The same picture in the forms that encoders write it in: what one decoder reads, another may not. */
export async function makeForms(): Promise<readonly Kind[]> {
  return [
    ...jpegForms(),
    ...(await oddJpegs()),
    ...longAndTiny(),
    ...pngForms(),
    ...(await oddPngs()),
    ...gifForms(),
    ...bmpForms(),
    ...(await webpForms()),
  ];
}

function jpegForms(): readonly Kind[] {
  const forms: readonly (readonly [
    name: string,
    orientation: number,
    form: JpegForm,
    becomes?: Omit<Kind, 'name' | 'bytes'>,
  ])[] = [
    ...[1, 2, 3, 4, 5, 6, 7, 8].map(
      (value) =>
        ['whose sides end within a block', value, { size: { width: 317, height: 239 }, sampling: halved }] as const,
    ),
    [
      'with restarts',
      6,
      {
        sampling: [
          [2, 1],
          [1, 1],
          [1, 1],
        ],
        restarts: 7,
      },
    ],
    ['with a scan for each colour', 6, { sampling: halved, apart: true }],
    [
      'with a scan for each colour, of odd sides',
      8,
      { size: { width: 299, height: 221 }, sampling: halved, apart: true },
    ],
    ['with a scan for each colour, upright', 1, { sampling: halved, apart: true }],
    ['that is progressive', 5, { frame: 0xc2, sampling: halved }],
    ['with steps of 16 bits', 7, { frame: 0xc1, wideSteps: true }],
    ['of RGB, as Adobe says it', 3, { model: 'rgb', segments: [adobe(0)] }],
    ['of RGB, as its letters say', 6, { model: 'rgb', ids: [0x52, 0x47, 0x42] }],
    ['of RGB, upright', 1, { model: 'rgb', segments: [adobe(0)] }],
    ['whose colours are counted from 0', 4, { ids: [0, 1, 2], sampling: halved }],
    [
      'of 4:1:1',
      2,
      {
        sampling: [
          [4, 1],
          [1, 1],
          [1, 1],
        ],
      },
    ],
    ['of grey, said to be sampled 2 × 2', 6, { model: 'grey', sampling: [[2, 2]] }, { ...turned, grey: true }],
    ['of CMYK as it is', 6, { model: 'cmyk', segments: [adobe(0)] }],
    ['of CMYK, progressive', 1, { model: 'cmyk', frame: 0xc2, segments: [adobe(0)] }, written],
    ['of YCCK', 8, { model: 'ycck', segments: [adobe(2)] }],
    ['of YCCK, its colours halved', 1, { model: 'ycck', sampling: [...halved, [2, 2]], segments: [adobe(2)] }, written],
  ];
  return forms.map(
    ([name, orientation, { segments = [], ...form }, becomes = orientation > 1 ? turned : stripped]) => ({
      name: `a JPEG ${name}, orientation ${orientation}`,
      bytes: flatJpeg({ ...form, orientation, segments: [...segments, exif([{ value: orientation }])] }),
      ...becomes,
    }),
  );
}

async function oddJpegs(): Promise<readonly Kind[]> {
  const plain = flatJpeg({ sampling: halved });
  const jfif = segment(0xe0, 'JFIF\0', Uint8Array.of(1, 2, 0, 0, 1, 0, 1, 0, 0));
  const { icc = Buffer.alloc(0) } = await sharp(await drawn().withIccProfile('srgb').jpeg().toBuffer()).metadata();
  const grey = Buffer.from(icc);
  grey.write('GRAY', 16, 'latin1');
  const half = icc.length >> 1;
  const profile = (index: number, count: number, data: Buffer): Buffer =>
    segment(0xe2, 'ICC_PROFILE\0', Uint8Array.of(index, count), data);
  const sidewaysP3 = await drawn(6).withIccProfile('p3').jpeg({ quality: 92 }).toBuffer();
  return [
    ...[0, 9, 65_535].map((value) => ({
      name: `a JPEG of orientation ${value}`,
      bytes: flatJpeg({ segments: [exif([{ value }])] }),
      ...stripped,
    })),
    { name: 'a JPEG of P3 on its side', bytes: withSegments(sidewaysP3, exif([{ value: 6 }])), ...turned },
    { name: 'two JPEGs', bytes: bytesOf(plain, flatJpeg({ orientation: 3 }), secret), ...stripped },
    { name: 'a JPEG with zeros behind it', bytes: bytesOf(plain, Buffer.alloc(100_000)), ...stripped },
    { name: 'a JPEG without an end', bytes: plain.subarray(0, -2), becomes: 'sent' },
    {
      name: 'a JPEG whose profile comes in the wrong order',
      bytes: withSegments(plain, profile(2, 2, icc.subarray(half)), profile(1, 2, icc.subarray(0, half))),
      ...stripped,
    },
    { name: 'a JPEG in colour, its profile for grey', bytes: withSegments(plain, profile(1, 1, grey)), ...stripped },
    { name: 'a JPEG of JFIF and Adobe', bytes: flatJpeg({ segments: [jfif, adobe(1)] }), ...stripped },
    {
      name: 'a JPEG with short JFIF and Adobe',
      bytes: withSegments(plain, segment(0xe0, 'JFIF\0'), segment(0xee, 'Adobe')),
      ...stripped,
    },
    { name: 'a JPEG that begins twice', bytes: bytesOf(plain.subarray(0, 2), plain), becomes: 'part' },
    { name: 'a JPEG whose height comes late', bytes: flatJpeg({ lateHeight: true }), becomes: 'image-unreadable' },
    {
      name: 'a JPEG of empty comments',
      bytes: withSegments(plain, Buffer.alloc(4 * 3_000, Buffer.of(0xff, 0xfe, 0, 2))),
      becomes: 'image-unreadable',
    },
  ];
}

/** Sides at the limits. Shrunk to a few rows, or of a few, the colours run into each other. */
function longAndTiny(): readonly Kind[] {
  const long = { width: 30_000, height: 40 };
  const shrunk = { becomes: 'sent', notes: ['shrunk'], tolerance: 50 } as const;
  const both = { becomes: 'sent', notes: ['turned', 'shrunk'], tolerance: 50 } as const;
  const small = { becomes: 'sent', tolerance: 256 } as const;
  const six = { orientation: 6, segments: [exif([{ value: 6 }])] };
  return [
    { name: 'a JPEG of 30,000 px', bytes: flatJpeg({ size: long, sampling: halved }), ...shrunk },
    { name: 'a JPEG of 30,000 px on its side', bytes: flatJpeg({ ...six, size: long, sampling: halved }), ...both },
    { name: 'a progressive JPEG of 30,000 px', bytes: flatJpeg({ ...six, size: long, frame: 0xc2 }), ...both },
    {
      name: 'a CMYK JPEG of 9,000 px',
      bytes: flatJpeg({
        ...six,
        size: { width: 9_000, height: 200 },
        model: 'cmyk',
        segments: [adobe(0), ...six.segments],
      }),
      ...both,
    },
    { name: 'a PNG of 30,000 px', bytes: flatPng({ type: 2, size: long }), ...shrunk, notes: ['shrunk', 'converted'] },
    {
      name: 'a PNG of 30,000 px on its side',
      bytes: flatPng({ type: 2, size: long, orientation: 6, before: [eXIf(6)] }),
      ...both,
      notes: ['turned', 'shrunk', 'converted'],
    },
    { name: 'a JPEG of more', bytes: flatJpeg({ size: { width: 30_001, height: 40 } }), becomes: 'image-side' },
    {
      name: 'a JPEG of one pixel',
      bytes: flatJpeg({ ...six, size: { width: 1, height: 1 }, sampling: halved }),
      ...small,
    },
    {
      name: 'a JPEG of one row',
      bytes: flatJpeg({ ...six, size: { width: 17, height: 1 }, sampling: halved }),
      ...small,
    },
    { name: 'a PNG of one pixel', bytes: flatPng({ type: 2, size: { width: 1, height: 1 } }), ...small },
    { name: 'an empty file', bytes: Buffer.alloc(0), becomes: 'body-empty' },
  ];
}

function pngForms(): readonly Kind[] {
  const forms: readonly (readonly [name: string, form: PngForm, becomes?: Omit<Kind, 'name' | 'bytes'>])[] = [
    ...([1, 2, 4, 8, 16] as const).map(
      (depth) =>
        [
          `of grey, ${depth} bits`,
          { type: 0, depth, interlaced: depth === 4 },
          // Four shades are far apart, and two the further.
          { ...stripped, grey: true, tolerance: depth > 2 ? 20 : depth > 1 ? 60 : 110 },
        ] as const,
    ),
    ['of grey with alpha', { type: 4, alphaAt: full }, { ...stripped, grey: true, keepsAlpha: true }],
    ['of grey with a hole', { type: 4, alphaAt: hole }, { ...converted, grey: true, paper: true }],
    ['of a palette of two bits', { type: 3, depth: 2 }],
    ['of a palette of four bits, interlaced', { type: 3, depth: 4, interlaced: true }],
    [
      'of 16 bits and a hole, interlaced',
      { type: 6, depth: 16, interlaced: true, alphaAt: hole },
      { ...converted, paper: true },
    ],
    [
      'with a colour that is clear and not there',
      { type: 2, before: [chunk('tRNS', Uint8Array.of(0, 1, 0, 2, 0, 3))] },
      converted,
    ],
    [
      'with a clear colour',
      { type: 2, before: [chunk('tRNS', Uint8Array.of(0, 1, 0, 2, 0, 3))], orientation: 3 },
      { ...converted, tolerance: 256 },
    ],
    ['in pieces of three bytes', { type: 2, pieces: 3 }],
    ['with an empty piece', { type: 2, before: [chunk('IDAT', Buffer.alloc(0))] }],
    ['with EXIF as a JPEG has it', { type: 2, before: [chunk('eXIf', bytesOf('Exif\0\0', tiff([{ value: 6 }])))] }],
    [
      'with two EXIFs',
      { type: 2, orientation: 6, before: [eXIf(6), eXIf(3)] },
      { becomes: 'sent', notes: ['turned', 'converted'] },
    ],
    ['with EXIF that is none', { type: 2, before: [chunk('eXIf', Buffer.from('rubbish rubbish'))] }],
    ['of orientation 9', { type: 2, before: [eXIf(9)] }],
    [
      'with chunks of its own',
      { type: 2, before: ['prVt', 'caBX', 'dSIG'].map((name) => chunk(name, bytesOf(secret))) },
    ],
    [
      'with texts behind its pixels',
      { type: 2, behind: [chunk('iTXt', bytesOf(`XML:com.adobe.xmp\0\0\0\0\0${secret}`))] },
    ],
    [
      'that turns a palette',
      { type: 3, depth: 2, orientation: 6, before: [eXIf(6)] },
      { becomes: 'sent', notes: ['turned', 'converted'] },
    ],
    [
      'that turns a hole',
      { type: 6, orientation: 5, alphaAt: hole, before: [eXIf(5)] },
      { becomes: 'sent', notes: ['turned', 'converted'], paper: true },
    ],
    [
      'that turns 16 bits',
      { type: 2, depth: 16, orientation: 3, before: [eXIf(3)] },
      { becomes: 'sent', notes: ['turned', 'converted'] },
    ],
  ];
  return forms.map(([name, form, becomes = stripped]) => ({ name: `a PNG ${name}`, bytes: flatPng(form), ...becomes }));
}

async function oddPngs(): Promise<readonly Kind[]> {
  const still = flatPng({ type: 2 });
  const other = flatPng({ type: 2, orientation: 3 });
  const turnedStill = flatPng({ type: 2, orientation: 6, before: [eXIf(6)] });
  const damaged = withChunks(still, 'before', chunk('zTXt', bytesOf('Comment\0\0', deflateSync(Buffer.from(secret)))));
  damaged[damaged.indexOf('zTXt') + 6] = 1;
  return [
    { name: 'a PNG without an end', bytes: still.subarray(0, -12), ...written, notes: ['converted'] },
    { name: 'a PNG with a text behind its end', bytes: bytesOf(still, secret), ...stripped },
    { name: 'a PNG with a damaged text', bytes: damaged, ...stripped },
    {
      name: 'a PNG of P3 with a hole',
      bytes: await drawn(1, undefined, hole).withIccProfile('p3').png().toBuffer(),
      ...converted,
      paper: true,
    },
    { name: 'an APNG', bytes: animatedPng(still, other), ...first },
    {
      name: 'an APNG on its side',
      bytes: animatedPng(turnedStill, other),
      ...first,
      notes: ['first-frame', 'turned', 'converted'],
    },
    // One frame is no animation: engines show the picture that stands apart from it.
    { name: 'an APNG whose first picture is apart', bytes: animatedPng(still, other, true), ...first },
    {
      name: 'an APNG with a hole',
      bytes: animatedPng(flatPng({ type: 6, alphaAt: hole }), flatPng({ type: 6, alphaAt: full, orientation: 3 })),
      ...first,
      paper: true,
    },
  ];
}

function gifForms(): readonly Kind[] {
  const whole: GifFrame = {};
  const black: GifFrame = { all: 'black' };
  const clear: GifFrame = { all: 'clear' };
  const sized = (side: number) => ({ screen: { width: side, height: side } });
  const comments = [extension(0xfe, secret), extension(0xff, 'XMP DataXMP', secret)];
  return [
    { name: 'a GIF with comments', bytes: flatGif([whole], { extensions: comments }), ...converted },
    { name: 'an interlaced GIF', bytes: flatGif([{ interlaced: true }]), ...converted },
    { name: 'a GIF whose frame has the colours', bytes: flatGif([{ ownTable: true }]), ...converted },
    { name: 'a GIF with two frames', bytes: flatGif([whole, black]), ...first },
    { name: 'a GIF of one frame that loops', bytes: flatGif([whole], { loops: true }), ...first },
    {
      name: 'a GIF whose second frame is larger',
      bytes: flatGif([whole, { ...black, size: { width: 500, height: 500 } }]),
      ...first,
    },
    { name: 'a GIF without a screen', bytes: flatGif([whole], sized(0)), ...converted },
    { name: 'a GIF larger than its screen', bytes: flatGif([whole], sized(90)), ...converted },
    { name: 'a GIF smaller than its screen', bytes: flatGif([whole], sized(400)), ...converted, tolerance: 256 },
    // One engine widens the screen, the others cut the frame.
    {
      name: 'a GIF partly beyond its screen',
      bytes: flatGif([{ left: 100, top: 100 }], sized(320)),
      becomes: 'sent',
      tolerance: 256,
    },
    { name: 'a GIF that begins with nothing to see', bytes: flatGif([clear, whole], { loops: true }), becomes: 'part' },
    { name: 'a GIF with nothing to see', bytes: flatGif([clear]), becomes: 'prepare-failed' },
    { name: 'a GIF without an end', bytes: flatGif([whole]).subarray(0, -1), becomes: 'sent' },
    { name: 'a GIF cut in its second frame', bytes: flatGif([whole, black]).subarray(0, -3_000), becomes: 'sent' },
    { name: 'a GIF with a text behind its end', bytes: bytesOf(flatGif([whole]), secret), ...converted },
    {
      name: 'a GIF of 4,600 px',
      bytes: flatGif([{ size: { width: 4_600, height: 900 } }]),
      ...first,
      notes: ['shrunk', 'converted'],
    },
  ];
}

function bmpForms(): readonly Kind[] {
  const argb = [0xff0000, 0xff00, 0xff, 0xff000000] as const;
  const forms: readonly (readonly [name: string, form: BmpForm])[] = [
    ['of 4 bits', { bits: 4 }],
    ['of 8 bits, from the top', { bits: 8, topDown: true }],
    ['of 16 bits', { bits: 16 }],
    ['of 565, from the top', { bits: 16, topDown: true, masks: [0xf800, 0x7e0, 0x1f] }],
    ['of 24 bits, from the top', { bits: 24, topDown: true }],
    ['of runs, 8 bits', { bits: 8, runs: true }],
    ['of runs, 4 bits', { bits: 4, runs: true }],
    ['of OS/2, 24 bits', { bits: 24, header: 12 }],
    ['of OS/2, 8 bits', { bits: 8, header: 12 }],
    ['of a later OS/2', { bits: 24, header: 16 }],
    ['of 6,000 px', { bits: 8, size: { width: 6_000, height: 400 } }],
    ...([52, 56, 108, 124] as const).flatMap((header) => [
      [`of 24 bits, header of ${header}`, { bits: 24, header }] as const,
      [`of 32 bits, header of ${header}`, { bits: 32, header }] as const,
      [`of other masks, header of ${header}`, { bits: 32, header, masks: [0xff000000, 0xff0000, 0xff00] }] as const,
    ]),
    ...([56, 124] as const).flatMap((header) => [
      [`with full alpha, header of ${header}`, { bits: 32, header, masks: argb, alphaAt: full }] as const,
      [`with an alpha of zeros, header of ${header}`, { bits: 32, header, masks: argb, alphaAt: none }] as const,
      [
        `of 1555 with zeros, header of ${header}`,
        { bits: 16, header, masks: [0x7c00, 0x3e0, 0x1f, 0x8000], alphaAt: none },
      ] as const,
    ]),
  ];
  const plain = flatBmp({ bits: 24 });
  const part = { becomes: 'part' } as const;
  return [
    ...forms.map(([name, form]) => ({
      name: `a BMP ${name}`,
      bytes: flatBmp(form),
      ...converted,
      ...(name.includes('6,000') ? { notes: ['shrunk', 'converted'] } : {}),
    })),
    { name: 'a BMP with a text behind it', bytes: bytesOf(plain, secret), ...converted },
    { name: 'a cut BMP of 8 bits', bytes: flatBmp({ bits: 8 }).subarray(0, 50_000), ...part },
    { name: 'a cut BMP from the top', bytes: flatBmp({ bits: 24, topDown: true }).subarray(0, 150_000), ...part },
    { name: 'a cut BMP of runs', bytes: flatBmp({ bits: 8, runs: true }).subarray(0, 2_400), ...part },
  ];
}

async function webpForms(): Promise<readonly Kind[]> {
  const side = { width: 240, height: 320 };
  const six = ['EXIF', tiff([{ value: 6 }])] as const;
  const about = { becomes: 'sent', notes: ['turned', 'converted'], tolerance: 20 } as const;
  const lossy = await drawn().webp({ quality: 95 }).toBuffer();
  const p3 = (alphaAt?: typeof hole): Promise<Buffer> =>
    drawn(6, undefined, alphaAt).withIccProfile('p3').webp({ quality: 95 }).toBuffer();
  const animated = async (alphaAt?: typeof hole): Promise<Buffer> => {
    const frames = [1, 3].map((orientation) => drawn(orientation, undefined, alphaAt).png().toBuffer());
    return await sharp(await Promise.all(frames), { join: { animated: true } })
      .webp({ quality: 95 })
      .toBuffer();
  };
  return [
    { name: 'a WEBP of P3 on its side', bytes: extendedWebp(await p3(), side, 8, six), ...about },
    {
      name: 'a WEBP of P3 with a hole, on its side',
      bytes: extendedWebp(await p3(hole), side, 8, six),
      ...about,
      paper: true,
    },
    {
      name: 'a WEBP with a text behind its end',
      bytes: bytesOf(lossy, secret, number(0, 4)),
      ...converted,
      tolerance: 20,
    },
    {
      name: 'a WEBP with EXIF that nothing tells of',
      bytes: extendedWebp(lossy, { width: 320, height: 240 }, 0, six),
      ...converted,
      tolerance: 20,
    },
    { name: 'an animated WEBP', bytes: await animated(), ...first, tolerance: 20 },
    { name: 'an animated WEBP with a hole', bytes: await animated(hole), ...first, paper: true, tolerance: 20 },
    {
      name: 'a WEBP with nothing to see',
      bytes: await drawn(1, undefined, none).webp({ lossless: true }).toBuffer(),
      becomes: 'prepare-failed',
    },
    {
      name: 'a WEBP of 16,000 px',
      bytes: await drawn(1, { width: 16_000, height: 60 }).webp({ quality: 95 }).toBuffer(),
      becomes: 'sent',
      notes: ['shrunk', 'converted'],
      tolerance: 25,
    },
  ];
}
