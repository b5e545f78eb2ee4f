import type { CardName } from '@scanfill/proxy/contract';
import sharp from 'sharp';
import { requireFonts } from './fonts.ts';
import { layouts } from './layouts.ts';
import { createRandom } from './random.ts';

/** A certificate that nobody holds, and what it says. */
export type Specimen = {
  card: CardName;
  seed: number;
  /** The layout's name; see {@link layoutsOf}. */
  layout: string;
  /**
   * PNG. With an alpha channel where it shows an object (rounded corners are clear), without where it shows a scene.
   */
  image: Buffer;
  width: number;
  height: number;
  /**
   * The truth: what `Scan.fields` should hold, named and normalised as in the contract; only fields that are printed.
   */
  fields: Record<string, unknown>;
};

/** The looks of a card type. Held-out ones are for measuring only: a reader must not be tuned on them. */
export function layoutsOf(card: CardName): readonly { name: string; heldOut: boolean }[] {
  return layouts[card].map(({ name, heldOut }) => ({ name, heldOut }));
}

/**
 * Draws a specimen. Without a layout the seed picks one that is not held out. The same card, layout and seed give the
 * same picture and values on every run. Throws when a font is missing (naming the Debian packages) or the layout is
 * unknown.
 */
export async function renderSpecimen(card: CardName, options: { seed: number; layout?: string }): Promise<Specimen> {
  await requireFonts();
  const known = layouts[card];
  const name =
    options.layout ?? createRandom(`layout:${card}:${options.seed}`).pick(known.filter(({ heldOut }) => !heldOut)).name;
  const layout = known.find((candidate) => candidate.name === name);
  if (!layout)
    throw new Error(`No layout ${name} for ${card}; there are: ${known.map((each) => each.name).join(', ')}`);
  const { width, height, svg, fields, scene } = layout.draw(createRandom(`${card}:${name}:${options.seed}`));
  const picture = sharp(Buffer.from(svg));
  const image = await (scene ? picture.flatten({ background: '#fff' }) : picture.ensureAlpha())
    .png({ compressionLevel: 3 })
    .toBuffer();
  return { card, seed: options.seed, layout: name, image, width, height, fields };
}
