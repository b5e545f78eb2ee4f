import { type Condition, photograph } from '@scanfill/demo/specimens/photograph';
import { renderSpecimen } from '@scanfill/demo/specimens/specimen';
import type { CardName } from '@scanfill/proxy/contract';

/** A specimen as somebody's phone would send it, with what is printed on it. */
export async function photographed(
  card: CardName,
  seed: number,
  condition: Condition = 'photo',
): Promise<{ file: { name: string; type: string; bytes: Uint8Array }; fields: Readonly<Record<string, unknown>> }> {
  const specimen = await renderSpecimen(card, { seed });
  const bytes = await photograph(specimen.image, condition, seed);
  return { file: { name: `${card}.jpg`, type: 'image/jpeg', bytes }, fields: specimen.fields };
}

/** The same for an input of a page's. */
export async function photoOf(
  card: CardName,
  seed: number,
): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const { file } = await photographed(card, seed);
  return { name: file.name, mimeType: file.type, buffer: Buffer.from(file.bytes) };
}
