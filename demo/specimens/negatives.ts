import sharp from 'sharp';
import { requireFonts } from './fonts.ts';
import { landscape } from './negatives/landscape.ts';
import { papers, views } from './negatives/papers.ts';
import { expose } from './photo/sensor.ts';
import { paintSurface, type Surface } from './photo/surfaces.ts';
import { photograph } from './photograph.ts';
import { createRandom, type Random } from './random.ts';

/** Pictures on which no card type's field may be found. */
export type NegativeKind =
  | 'blank'
  | 'landscape'
  | 'texture'
  | 'text-page'
  | 'letter'
  | 'receipt'
  | 'ticket'
  | 'poster'
  | 'screen';

/** All kinds, in a fixed order. */
export const negativeKinds: readonly NegativeKind[] = [
  'blank',
  'landscape',
  'texture',
  'text-page',
  'letter',
  'receipt',
  'ticket',
  'poster',
  'screen',
];

const width = 1280;
const height = 960;

const textures: readonly Surface[] = ['wood', 'cloth', 'marble', 'leather', 'tiles', 'metal'];

const taken = (random: Random, rgb: Uint8Array): Promise<Buffer> =>
  expose(random, rgb, width, height, {
    blur: random.between(0, 1),
    shake: 0,
    grain: random.between(1, 5),
    exposure: random.between(0.8, 1.05),
    quality: random.int(70, 92),
  });

/** A JPEG photo of something that is no certificate; the same kind and seed give the same bytes. */
export async function renderNegative(kind: NegativeKind, seed: number): Promise<Buffer> {
  await requireFonts();
  const random = createRandom(`negative:${kind}:${seed}`);
  switch (kind) {
    case 'blank':
      return taken(random, new Uint8Array(width * height * 3).fill(random.pick([255, 238, 140, 16])));
    case 'landscape':
      return taken(random, landscape(random, width, height));
    case 'texture':
      return taken(random, paintSurface(random, random.pick(textures), width, height));
    case 'poster':
    case 'screen':
      return photograph(
        await sharp(Buffer.from(views[kind](random)))
          .flatten({ background: '#fff' })
          .png()
          .toBuffer(),
        'photo',
        seed,
      );
    default: {
      const paper = await sharp(Buffer.from(papers[kind](random)))
        .ensureAlpha()
        .png({ compressionLevel: 3 })
        .toBuffer();
      return photograph(paper, 'photo', seed);
    }
  }
}
