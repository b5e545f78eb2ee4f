import type { CardLayout } from '../layouts/layout.ts';
import type { Row } from '../rows/rows.ts';
import { findLabels, patternsOf } from './labels.ts';
import type { Tag } from './tags.ts';

/** How much of a page speaks for a card's layout, without its labels. */
export function evidence(rows: readonly Row[], layout: CardLayout): number {
  return proofOf(rows, [], layout);
}

/** How much of a page and of the labels found on it speaks for a card: 1 and more, and it is one. */
export function proofOf(rows: readonly Row[], tags: readonly Tag[], layout: CardLayout): number {
  const patterns = patternsOf(Object.keys(layout.proof.texts).map((text) => ({ text, field: text })));
  const seen = new Set(rows.flatMap((row) => findLabels(row, patterns)).map((hit) => hit.label.field));
  const fields = new Set(tags.filter((tag) => tag.field !== '' && !tag.doubtful).map((tag) => tag.field));
  const texts = [...seen].reduce((sum, text) => sum + (layout.proof.texts[text] ?? 0), 0);
  return texts + fields.size * (layout.proof.label ?? 0);
}
