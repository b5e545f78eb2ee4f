import { type CardName, normalise } from '@scanfill/proxy/contract';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reader } from '../green/reader-port.ts';
import { renderNegative } from '../specimens/negatives.ts';
import { type Condition, photograph } from '../specimens/photograph.ts';
import { renderSpecimen } from '../specimens/specimen.ts';
import { createReader, readerProblem } from './reader.ts';

let reader: Reader;

beforeAll(async () => {
  reader = createReader();
  await reader.warm();
}, 60_000);
afterAll(() => reader.stop());

const plain = (value: unknown) => (typeof value === 'string' ? value.normalize('NFKC').replace(/\s/g, '') : value);
const own = ['rate', 'vehicleTypeRate', 'angle', 'numberValid'];

async function read(image: Buffer, card: CardName): Promise<Record<string, unknown>> {
  const { info } = await reader.read(image, card);
  const entries = Object.entries(normalise(card, info, '2026-11-23').fields);
  return Object.fromEntries(entries.map(([name, value]) => [name, plain(value)]));
}

const shots: readonly [CardName, Condition][] = [
  ['id-card-front', 'turned'],
  ['id-card-back', 'tilted'],
  ['passport', 'photo'],
  ['bank-card', 'photo'],
  ['driver-license-front', 'photo'],
  ['driver-license-back', 'low-light'],
  ['vehicle-license-front', 'tilted'],
  ['vehicle-license-back', 'photo'],
  ['vehicle-num', 'small'],
  ['vehicle-vin', 'photo'],
  ['business-license', 'clean'],
  ['household-head', 'photo'],
  ['household-resident', 'clean'],
];

describe('the reader', { timeout: 60_000 }, () => {
  test('has its models', () => {
    expect(readerProblem()).toBeUndefined();
  });

  test.each(shots)('reads %s, %s', async (card, condition) => {
    const specimen = await renderSpecimen(card, { seed: 4242 });
    const fields = await read(await photograph(specimen.image, condition, 4242), card);
    const truth = Object.entries(specimen.fields).filter(([name]) => !own.includes(name));
    const right = truth.filter(([name, value]) => JSON.stringify(fields[name]) === JSON.stringify(plain(value)));
    expect(right.length / truth.length, JSON.stringify({ fields, truth })).toBeGreaterThanOrEqual(0.85);
  });

  test('reads the last digit of a bank card where it stands alone', async () => {
    // 6232 2642 5527 1382 8, embossed: sixteen of its digits would be a number of their own.
    const { image, fields } = await renderSpecimen('bank-card', { seed: 100_007 });
    expect(fields.bankCardNum).toHaveLength(17);
    expect(await read(await photograph(image, 'clean', 100_007), 'bank-card')).toEqual(fields);
  });

  test('tells a valid number, the side and how far the card stood turned', async () => {
    const { image } = await renderSpecimen('id-card-front', { seed: 5 });
    const upsideDown = await sharp(image).flatten({ background: '#777' }).rotate(180).png().toBuffer();
    expect((await reader.read(upsideDown, 'id-card-front')).info).toMatchObject({
      numberValid: true,
      type: 'front',
      angle: 180,
    });
  });

  test('turns a photo as its EXIF orientation says', async () => {
    const { image, fields } = await renderSpecimen('id-card-back', { seed: 6 });
    const stored = await sharp(image)
      .flatten({ background: '#777' })
      .rotate(270)
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await read(stored, 'id-card-back')).authority).toBe(fields.authority);
  });

  test('answers Green’s own spellings, empty where nothing was found', async () => {
    const { image } = await renderSpecimen('vehicle-license-back', { seed: 7 });
    const { info } = await reader.read(image, 'vehicle-license-back');
    expect(info).toHaveProperty('appprovedPassengerCapacity');
    const none = await reader.read(await renderNegative('blank', 1), 'business-license');
    expect(none).toMatchObject({ recognised: false, info: { vaildPeriod: '', creditCode: '' } });
  });

  test.each(['blank', 'landscape', 'text-page', 'receipt'] as const)(
    'finds no field of any card in a %s',
    async (kind) => {
      const image = await renderNegative(kind, 3);
      const asked: readonly CardName[] =
        kind === 'text-page' ? ['passport', 'vehicle-vin', 'business-license'] : ['vehicle-num', 'bank-card'];
      for (const card of asked) expect(await reader.read(image, card)).toMatchObject({ recognised: false });
    },
  );

  test.each([
    ['bank-card', 'passport'],
    ['id-card-front', 'bank-card'],
    ['passport', 'vehicle-num'],
    ['id-card-front', 'driver-license-front'],
  ] as const)('finds nothing on a %s asked as a %s', async (shown, asked) => {
    const { image } = await renderSpecimen(shown, { seed: 8 });
    expect(await reader.read(image, asked)).toMatchObject({ recognised: false });
  });

  test('tells what stands on the other side of an ID card, shown instead of the asked one or beside it', async () => {
    const sides = await Promise.all(
      (['id-card-front', 'id-card-back'] as const).map((card) => renderSpecimen(card, { seed: 12 })),
    );
    const [front, back] = sides;
    if (!front || !back) throw new Error('two were drawn');
    const { recognised, info } = await reader.read(back.image, 'id-card-front');
    expect({ recognised, info }).toMatchObject({ recognised: false, info: { type: 'back', name: '', number: '' } });
    expect(normalise('id-card-back', info, '2026-11-23').fields).toMatchObject(back.fields);
    const heights = await Promise.all(sides.map(async ({ image }) => (await sharp(image).metadata()).height));
    const width = (await sharp(front.image).metadata()).width;
    const [top = 0, bottom = 0] = heights;
    const both = await sharp({
      create: { width: width + 80, height: top + bottom + 120, channels: 3, background: '#777' },
    })
      .composite([
        { input: front.image, left: 40, top: 40 },
        { input: back.image, left: 40, top: top + 80 },
      ])
      .png()
      .toBuffer();
    const found = await reader.read(both, 'id-card-front');
    expect(found).toMatchObject({ recognised: true, info: { type: 'front' } });
    const { angle: _, numberValid: _valid, ...printed } = front.fields;
    expect(normalise('id-card-front', found.info, '2026-11-23').fields).toMatchObject(printed);
    expect(normalise('id-card-back', found.info, '2026-11-23').fields).toMatchObject({
      authority: back.fields.authority,
      endDate: back.fields.endDate,
    });
  });

  test.each<[string, (picture: Sharp) => Sharp]>([
    ['16 bits a channel', (picture) => picture.toColourspace('rgb16').png()],
    ['CMYK', (picture) => picture.toColourspace('cmyk').jpeg()],
    ['grey', (picture) => picture.grayscale().png()],
    ['a palette', (picture) => picture.png({ palette: true })],
    ['two tones', (picture) => picture.threshold(150).png({ palette: true, colours: 2 })],
    ['GIF', (picture) => picture.gif()],
  ])('reads a picture in %s', async (_, form) => {
    const { image, fields } = await renderSpecimen('id-card-back', { seed: 6 });
    const picture = await form(sharp(image).flatten({ background: '#fff' })).toBuffer();
    expect((await read(picture, 'id-card-back')).authority).toBe(fields.authority);
  });

  test('reads the first frame of an animation', async () => {
    const { image, fields } = await renderSpecimen('id-card-back', { seed: 6 });
    const first = await sharp(image).flatten({ background: '#fff' }).resize(700).toBuffer();
    const frames = [first, await sharp(first).negate().blur(20).toBuffer()];
    const moving = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect((await read(moving, 'id-card-back')).authority).toBe(fields.authority);
  });

  test('reads nothing from pictures of odd shapes, a mirrored card or half a file', async () => {
    const grey = (width: number, height: number) =>
      sharp({ create: { width, height, channels: 3, background: '#888' } })
        .png()
        .toBuffer();
    const { image } = await renderSpecimen('id-card-back', { seed: 6 });
    const whole = await sharp(image).flatten({ background: '#fff' }).jpeg().toBuffer();
    const mirrored = await sharp(whole).flop().toBuffer();
    const pictures = [grey(1, 1), grey(30_000, 10), grey(10, 30_000), mirrored, whole.subarray(0, whole.length / 4)];
    for (const picture of pictures)
      expect(await reader.read(await picture, 'id-card-back')).toMatchObject({ recognised: false });
  });

  test('survives bytes that are no picture', async () => {
    expect(await reader.read(Buffer.from('not a picture'), 'passport')).toMatchObject({ recognised: false });
    expect(await reader.read(new Uint8Array(0), 'passport')).toMatchObject({ recognised: false });
  });
});
