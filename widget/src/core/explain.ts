import type { CardName } from '@scanfill/proxy/contract';
import type { FillExplanation } from './explain-fill.ts';
import type { FillMap } from './fill-form.ts';

/**
 * Says for each control of a form what filling from a card takes it for and why, and for each field of the card where
 * it would go, without writing anything. Loaded when asked for: a page's visitors never pay for it.
 */
export async function explainFill(form: Element, card: CardName, map: FillMap = {}): Promise<FillExplanation> {
  return (await import('./explain-fill.ts')).explainFill(form, card, map);
}
