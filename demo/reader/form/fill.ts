import type { CardLayout, FieldLayout } from '../layouts/layout.ts';
import type { Cell, Row } from '../rows/rows.ts';
import type { Value } from '../rows/value.ts';
import { drifted, driftOf } from './by-drift.ts';
import { candidates } from './by-label.ts';
import { fitLayout, inZone } from './by-zone.ts';
import { proofOf } from './proof.ts';
import { type Tag, tagsOf } from './tags.ts';

/** What a layout found on a page. */
export type Filled = {
  readonly values: ReadonlyMap<string, Value['value']>;
  /** 1 and more: the page is of this card. */
  readonly proof: number;
  readonly tags: readonly Tag[];
  /** How certain each value's least certain character is, 0 to 1. */
  readonly certainty: ReadonlyMap<string, number>;
  /** Characters exchanged by check digits. */
  readonly mends: number;
};

/**
 * Lays a page's text into a card's fields: by their labels, then well below these, then where the standard prints them.
 */
export function fill(rows: readonly Row[], layout: CardLayout): Filled {
  const tags = tagsOf(rows, layout);
  const labelled = tags.flatMap((tag) => tag.cells);
  const claims = new Map<Cell, FieldLayout>();
  const values = new Map<string, Value['value']>();
  const certainty = new Map<string, number>();
  let mends = 0;
  const claim = (field: FieldLayout, found: { value: Value; cells: readonly Cell[] } | undefined) => {
    if (found === undefined) return;
    values.set(field.field, found.value.value);
    certainty.set(field.field, Math.min(1, ...found.cells.flatMap(({ key, score }) => (key === '' ? [] : [score]))));
    mends += found.value.mends ?? 0;
    for (const cell of found.cells) claims.set(cell, field);
  };
  const missing = () => layout.fields.filter((field) => !values.has(field.field));
  const taken = () => new Set([...labelled, ...claims.keys()]);
  for (const field of layout.fields) {
    // Two fields may share one printed label, and then its value: the two ends of a period.
    const others = [...claims].filter(([, owner]) => !owner.labels.some((label) => field.labels.includes(label)));
    const sheet = { rows, tags, taken: new Set([...labelled, ...others.map(([cell]) => cell)]) };
    claim(field, candidates(field, layout, sheet).sort((a, b) => b.worth - a.worth)[0]);
  }
  const drift = driftOf(claims, tags);
  for (const field of missing()) claim(field, drifted(field, drift, { rows, tags, taken: taken() }));
  const fit = fitLayout(tags, layout);
  for (const field of missing()) claim(field, inZone(field, fit, rows, taken()));
  return { values, proof: proofOf(rows, tags, layout), tags, certainty, mends };
}
