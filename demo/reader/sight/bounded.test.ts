import type { CardName } from '@scanfill/proxy/contract';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readCard } from '../card/read-card.ts';
import { bounded, type Models, mostEffort } from './bounded.ts';
import type { Detector, Found } from './detect.ts';
import { engineOf } from './engine.ts';
import type { Recogniser } from './recognise.ts';

/** Models that find writing everywhere, lying and standing, and read the same nonsense in each line; they count. */
function nonsense(): Models & { readonly detectorRuns: () => number; readonly columns: () => number } {
  let detectorRuns = 0;
  let columns = 0;
  const detect: Detector = async ({ width, height }) => {
    detectorRuns++;
    return Array.from({ length: 30 }, (_, i): Found => {
      const lies = i % 3 > 0;
      const at = (i + 0.5) / 30;
      const long = 0.5 * (lies ? width : height);
      return {
        cx: lies ? width / 2 : width * at,
        cy: lies ? height * at : height / 2,
        length: long,
        thickness: long / 20,
        angle: lies ? 0 : Math.PI / 2,
        score: 0.9,
      };
    });
  };
  const read: Recogniser = async ({ width }) => {
    columns += width;
    // Long enough for every kind of number to be looked for in it once more, and none.
    const glyphs = [...'LA7B5X2C4D6E8F10S'].map((char, i) => ({ char, score: 0.6, at: (i + 0.5) / 17, others: [] }));
    return { text: glyphs.map(({ char }) => char).join(''), glyphs, score: 0.6 };
  };
  return { detect, chinese: read, latin: read, detectorRuns: () => detectorRuns, columns: () => columns };
}

const picture = sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#888' } })
  .jpeg()
  .toBuffer();

// One card of each way of reading.
const ways: CardName[] = ['id-card-front', 'passport', 'bank-card', 'vehicle-num', 'vehicle-vin'];

test.each(ways)('a photo full of writing that cannot be read as %s takes no endless looking', async (card) => {
  const models = nonsense();
  const engine = engineOf(models);
  const page = await engine.page(new Uint8Array(await picture));
  if (page === undefined) throw new Error('The picture was not decoded.');
  await readCard(page, card, engine);
  expect(models.detectorRuns()).toBeLessThanOrEqual(12);
  // The Chinese recogniser takes a second for some 14,500 columns of the lines it reads.
  expect(models.columns()).toBeLessThanOrEqual((mostEffort / 1000) * 14_600);
  expect(models.columns()).toBeGreaterThan(5000);
});

test('the next photo is looked at anew, and lines that belong to none have no bound', async () => {
  const models = nonsense();
  const eyes = bounded(models, 100);
  const line = { data: new Uint8Array(3 * 960 * 48), width: 960, height: 48 };
  const chars = async () => (await eyes.chinese(line)).glyphs.length;
  expect([await chars(), await chars(), await chars()]).toEqual([17, 17, 17]);
  for (const _ of ['first photo', 'second']) {
    eyes.begin();
    expect([await chars(), await chars(), await chars()]).toEqual([17, 17, 0]);
  }
});
