import { parseIdNumber } from '@scanfill/proxy/contract';
import { fill } from '../form/fill.ts';
import { lookAgain } from '../form/look-again.ts';
import type { CardLayout } from '../layouts/layout.ts';
import type { Row } from '../rows/rows.ts';
import { type Answered, nothing } from '../rows/value.ts';
import type { Engine } from '../sight/engine.ts';
import type { Page } from '../sight/page.ts';

const plainly = 0.95;

/** The values of a card whose fields stand by labels, and what its answer tells beside them. */
export async function labelled(
  layout: CardLayout,
  rows: readonly Row[],
  page: Page,
  engine: Engine,
): Promise<Answered> {
  const filled = fill(rows, layout);
  if (filled.proof < 1 || filled.values.size === 0) return nothing;
  const { values } = await lookAgain(filled, layout, page, engine);
  const info: Record<string, unknown> = Object.fromEntries(values);
  const { type, angle, idNumber, marks = {} } = layout.answer ?? {};
  if (type !== undefined) info.type = type;
  if (angle === true && page.angle !== undefined) info.angle = page.angle;
  if (idNumber !== undefined && info[idNumber.field] !== undefined) {
    const number = parseIdNumber(String(info[idNumber.field]));
    info[idNumber.valid] = number !== undefined;
    // The number holds the birth date under a check digit: it outweighs a printed one unless that was plainly read, and
    // then contradicts it.
    const plain = (filled.certainty.get(idNumber.birth) ?? 0) > plainly;
    if (number?.birth !== undefined && !plain) info[idNumber.birth] = number.birth;
  }
  for (const [name, mark] of Object.entries(marks)) {
    info[name] = rows.some((row) => mark.test(row.cells.map((cell) => cell.key).join('')));
  }
  return { info, mends: filled.mends };
}
