import { type CardName, type CardSpec, cards } from '@scanfill/proxy/contract';
import type { ReadResult } from './reader-port.ts';

/** A card type's text fields, empty, in Green's spelling. */
export function emptyInfo(card: CardName): Record<string, unknown> {
  const spec: CardSpec = cards[card];
  const empty: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(spec.fields)) {
    if (field.about !== 'image' && field.type !== 'boolean') empty[field.wire?.[0] ?? name] = '';
  }
  return empty;
}

/** One element of a task's `results`: without text `normal` and `pass`, and fields that are there but empty. */
export function resultOf(card: CardName, { recognised, info }: ReadResult): Record<string, unknown> {
  return {
    scene: 'ocr',
    label: recognised ? 'ocr' : 'normal',
    suggestion: recognised ? 'review' : 'pass',
    rate: 99.91,
    [cards[card].property]: { ...emptyInfo(card), ...info },
  };
}
