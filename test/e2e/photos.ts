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
