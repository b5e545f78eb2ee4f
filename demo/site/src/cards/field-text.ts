import { type FieldValue, longTerm } from '@scanfill/proxy/contract';
import type { Texts } from '../texts/en.ts';

/** A normalised value as a person reads it. */
export function fieldText(value: FieldValue, texts: Pick<Texts, 'yes' | 'no' | 'longTerm'>): string {
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  if (typeof value === 'object') return `${value.length} × ${value.width} × ${value.height}`;
  return value === longTerm ? texts.longTerm : String(value);
}
