import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CardName, cardNames, cards } from '@scanfill/proxy/contract';
import sharp from 'sharp';
import { photograph } from './photograph.ts';
import { renderSpecimen } from './specimen.ts';

/** A picture a visitor can pick: seeds and layouts were chosen by eye. */
type Choice = { seed: number; layout: string; kind: 'clean' | 'photo' };

const choices: Readonly<Record<CardName, readonly Choice[]>> = {
  'business-license': [
    { seed: 1, layout: 'landscape', kind: 'clean' },
    { seed: 66, layout: 'landscape', kind: 'photo' },
    { seed: 3, layout: 'portrait', kind: 'clean' },
  ],
  'id-card-front': [
    { seed: 2, layout: 'standard', kind: 'clean' },
    { seed: 64, layout: 'standard', kind: 'photo' },
  ],
  'id-card-back': [
    { seed: 2, layout: 'standard', kind: 'clean' },
    { seed: 67, layout: 'standard', kind: 'photo' },
  ],
  passport: [
    { seed: 2, layout: 'chinese', kind: 'clean' },
    { seed: 66, layout: 'chinese', kind: 'photo' },
    { seed: 65, layout: 'utopia', kind: 'photo' },
  ],
  'bank-card': [
    { seed: 2, layout: 'embossed-silver', kind: 'clean' },
    { seed: 65, layout: 'embossed', kind: 'photo' },
    { seed: 64, layout: 'flat', kind: 'photo' },
  ],
  'driver-license-front': [
    { seed: 45, layout: 'standard', kind: 'clean' },
    { seed: 62, layout: 'sans', kind: 'photo' },
  ],
  'driver-license-back': [
    { seed: 2, layout: 'standard', kind: 'clean' },
    { seed: 63, layout: 'sans', kind: 'photo' },
  ],
  'vehicle-license-front': [
    { seed: 1, layout: 'standard', kind: 'clean' },
    { seed: 67, layout: 'sans', kind: 'photo' },
  ],
  'vehicle-license-back': [
    { seed: 1, layout: 'standard', kind: 'clean' },
    { seed: 63, layout: 'sans', kind: 'photo' },
  ],
  'vehicle-num': [
    { seed: 1, layout: 'blue', kind: 'clean' },
    { seed: 65, layout: 'green', kind: 'photo' },
    { seed: 63, layout: 'car', kind: 'photo' },
  ],
  'vehicle-vin': [
    { seed: 2, layout: 'nameplate', kind: 'clean' },
    { seed: 62, layout: 'stamped', kind: 'photo' },
  ],
  'household-head': [
    { seed: 1, layout: 'standard', kind: 'clean' },
    { seed: 61, layout: 'needles', kind: 'photo' },
  ],
  'household-resident': [
    { seed: 12, layout: 'standard', kind: 'clean' },
    { seed: 64, layout: 'needles', kind: 'photo' },
  ],
};

const longestSide = 1600;
const maxBytes = 250_000;

const altText = (card: CardName, kind: Choice['kind']): { en: string; zh: string } => {
  const { en, zh } = cards[card].label;
  return kind === 'clean'
    ? { en: `Specimen, scanned: ${en}`, zh: `样本扫描件:${zh}` }
    : { en: `Specimen, photographed: ${en}`, zh: `样本照片:${zh}` };
};

/** Shrinks and, where it must, compresses harder until the picture fits. */
async function fitted(photo: Buffer): Promise<{ data: Buffer; width: number; height: number }> {
  for (const quality of [86, 80, 74, 66, 58]) {
    const { data, info } = await sharp(photo)
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality, mozjpeg: true })
      .toBuffer({ resolveWithObject: true });
    if (data.length <= maxBytes) return { data, width: info.width, height: info.height };
  }
  throw new Error(`A specimen stays over ${maxBytes} bytes; choose another seed or layout`);
}

/** Writes the demo's pictures and their index into a folder, in place of what was there. */
export async function writeSpecimens(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  for (const old of await readdir(folder)) if (/\.(?:jpg|json)$/.test(old)) await rm(join(folder, old));
  const index: unknown[] = [];
  for (const card of cardNames) {
    for (const [i, { seed, layout, kind }] of choices[card].entries()) {
      const specimen = await renderSpecimen(card, { seed, layout });
      const { data, width, height } = await fitted(await photograph(specimen.image, kind, seed));
      const file = `${card}-${i + 1}.jpg`;
      await writeFile(join(folder, file), data);
      index.push({ card, file, width, height, kind, alt: altText(card, kind), fields: specimen.fields });
    }
  }
  await writeFile(join(folder, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
  return index.length;
}

if (process.argv[1]?.endsWith('specimens/main.js')) {
  const folder = process.argv[2] ?? 'public/specimens';
  console.log(`${await writeSpecimens(folder)} specimens in ${folder}`);
}
