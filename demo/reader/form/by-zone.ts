import { readKind } from '../kinds/kinds.ts';
import type { CardLayout, FieldLayout } from '../layouts/layout.ts';
import type { Cell, Row } from '../rows/rows.ts';
import type { Value } from '../rows/value.ts';
import type { Tag } from './tags.ts';

/**
 * Where the standard layout lies on the page: page = offset + scale × card widths, both ways alike, as the page is
 * level.
 */
export type Fit = { readonly scale: number; readonly x: number; readonly y: number };

/**
 * Lays the standard layout over the labels found: least squares over at least two that stand apart; `undefined` with
 * fewer.
 */
export function fitLayout(tags: readonly Tag[], layout: CardLayout): Fit | undefined {
  const anchors = layout.fields.flatMap((field) => {
    const tag = tags.find((candidate) => field.labels.includes(candidate.text) && !candidate.doubtful);
    return tag === undefined || field.label === undefined
      ? []
      : [{ u: field.label[0], v: field.label[1], x: tag.at.x0, y: tag.at.y }];
  });
  const mean = (pick: (anchor: (typeof anchors)[number]) => number) =>
    anchors.reduce((sum, anchor) => sum + pick(anchor), 0) / Math.max(1, anchors.length);
  const [u, v, x, y] = [mean((a) => a.u), mean((a) => a.v), mean((a) => a.x), mean((a) => a.y)];
  let across = 0;
  let spread = 0;
  for (const anchor of anchors) {
    across += (anchor.u - u) * (anchor.x - x) + (anchor.v - v) * (anchor.y - y);
    spread += (anchor.u - u) ** 2 + (anchor.v - v) ** 2;
  }
  if (spread < 0.005 || across <= 0) return undefined;
  const scale = across / spread;
  return { scale, x: x - scale * u, y: y - scale * v };
}

/** The free text where the standard layout prints a field's value, row by row. */
function cellsInZone(fit: Fit, field: FieldLayout, rows: readonly Row[], taken: ReadonlySet<Cell>): Cell[] {
  if (field.zone === undefined) return [];
  const [u0, v0, u1, v1] = field.zone;
  return rows
    .filter((row) => row.y > fit.y + fit.scale * v0 && row.y < fit.y + fit.scale * v1)
    .flatMap((row) =>
      row.cells.filter(
        (cell) => !taken.has(cell) && cell.x > fit.x + fit.scale * u0 && cell.x < fit.x + fit.scale * u1,
      ),
    );
}

/** A field's value where no label led to it: what stands where the standard prints it. */
export function inZone(
  field: FieldLayout,
  fit: Fit | undefined,
  rows: readonly Row[],
  taken: ReadonlySet<Cell>,
): { readonly value: Value; readonly cells: readonly Cell[] } | undefined {
  if (fit === undefined) return undefined;
  const cells = cellsInZone(fit, field, rows, taken);
  const value = readKind(field.kind, cells);
  return value === undefined || value.fit < 0.5 ? undefined : { value, cells };
}
