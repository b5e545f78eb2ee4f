import { type CardName, type CardSpec, cards } from '@scanfill/proxy/contract';

/** What a reader makes of one image: whether it found text, and the wire object of the card's result property. */
export type Reading = { readonly recognised: boolean; readonly info: Readonly<Record<string, unknown>> };

/** Reads the fields of one card type from an image's bytes. */
export type ImageReader = { read(image: Uint8Array, card: CardName): Promise<Reading> };

/** A card type's text fields, empty, in Green's spelling. */
function emptyInfo(card: CardName): Record<string, unknown> {
  const spec: CardSpec = cards[card];
  const empty: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(spec.fields)) {
    if (field.about !== 'image' && field.type !== 'boolean') empty[field.wire?.[0] ?? name] = '';
  }
  return empty;
}

/** One element of a task's `results`: without text `normal` and `pass`, and fields that are there but empty. */
export function resultOf(card: CardName, { recognised, info }: Reading): Record<string, unknown> {
  return {
    scene: 'ocr',
    label: recognised ? 'ocr' : 'normal',
    suggestion: recognised ? 'review' : 'pass',
    rate: 99.91,
    [cards[card].property]: { ...emptyInfo(card), ...info },
  };
}
