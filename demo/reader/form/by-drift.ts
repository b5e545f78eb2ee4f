import { readKind } from '../kinds/kinds.ts';
import type { FieldLayout } from '../layouts/layout.ts';
import type { Cell } from '../rows/rows.ts';
import type { Value } from '../rows/value.ts';
import { quantile } from '../sight/text.ts';
import { rightOf, type Sheet } from './places.ts';
import { leadsTo, type Tag } from './tags.ts';

/**
 * How far below their labels a page's values are printed: a form filled in later may have lain askew; `undefined` with
 * less than three to tell.
 */
export function driftOf(claims: ReadonlyMap<Cell, FieldLayout>, tags: readonly Tag[]): number | undefined {
  const firsts = new Map([...claims].reverse().map(([cell, field]) => [field, cell.line.y]));
  const offs = [...firsts].flatMap(([field, y]) => {
    const tag = tags.find((other) => leadsTo(other, field) && !other.doubtful);
    return tag === undefined ? [] : [y - tag.at.y];
  });
  return offs.length < 3 ? undefined : quantile(offs, 0.5);
}

/** A field's value right of its label and `drift` below it, where the other values of the page are printed so. */
export function drifted(
  field: FieldLayout,
  drift: number | undefined,
  sheet: Sheet,
): { readonly value: Value; readonly cells: readonly Cell[] } | undefined {
  if (drift === undefined || (field.at ?? 'right') !== 'right') return undefined;
  const own = sheet.tags.filter((tag) => leadsTo(tag, field) && !tag.doubtful);
  for (const tag of own) {
    if (Math.abs(drift) < 0.4 * tag.at.height) continue;
    const cells = rightOf(tag, own, field.lines ?? 1, sheet, false, drift);
    const value = readKind(field.kind, cells);
    if (value !== undefined && value.fit >= 0.7) return { value, cells };
  }
  return undefined;
}
