import { isPlate, plateOf, plateProvinces } from '@scanfill/proxy/contract';
import type { Cell } from '../rows/rows.ts';
import type { Value, ValueReader } from '../rows/value.ts';
import { repair } from './repair.ts';
import { guess } from './windows.ts';

const digits = '0123456789';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const cjk = /\p{Script=Han}/u;

const endings = '挂学试超警港澳领临';
const plateEnd = `${'ABCDEFGHJKLMNPQRSTUVWXYZ'}${digits}`;

// These consist of letters and digits behind a province, or of them alone: what they are is settled character by
// character, or not at all.
const plainKinds: ReadonlySet<string> = new Set(['ordinary', 'new-energy', 'new-energy-large', 'military']);

/** The longest stretch that is, exactly as read, a plate of a kind that has a word of its own: 警, 应急, 临, 民航, 使, WJ. */
function specialPlate(kept: readonly Cell[]): string | undefined {
  for (let size = 9; size >= 6; size--) {
    for (let i = 0; i + size <= kept.length; i++) {
      const after = kept[i + size];
      const apart = (i === 0 || kept[i]?.starts === true) && (after === undefined || after.starts);
      const text = kept
        .slice(i, i + size)
        .map((cell) => cell.key)
        .join('');
      const kind = plateOf(text)?.kind;
      if (apart && kind !== undefined && !plainKinds.has(kind)) return text;
    }
  }
  return undefined;
}

/** A licence plate: province, letter, five or six characters; an embassy's. */
export const plate: ValueReader = (cells) => {
  const marks = cells.filter((cell) => cell.key !== '');
  // No plate holds an I: behind the province it is one of 川's own strokes.
  const kept = marks.filter((cell, i) => cell.key !== 'I' || !plateProvinces.includes(marks[i - 1]?.key || ' '));
  const special = specialPlate(kept);
  if (special !== undefined) return { value: special, fit: 1 };
  let best: Value | undefined;
  let bestCost = Infinity;
  for (let i = 0; i < kept.length; i++) {
    const head = kept[i];
    if (head === undefined || !cjk.test(head.key)) continue;
    for (const size of [8, 7]) {
      const part = kept.slice(i, i + size);
      // 江苏 is no plate's beginning.
      if (i > 0 && cjk.test(kept[i - 1]?.key ?? '') && kept[i - 1]?.line === head.line && !head.starts) continue;
      if (part.length < size || part.slice(1, -1).some((cell) => cjk.test(cell.key))) continue;
      const repaired = repair(
        part.map(guess),
        (place) =>
          place === 0
            ? plateProvinces
            : place === 1
              ? capitals
              : place === size - 1
                ? `${plateEnd}${endings}`
                : plateEnd,
        isPlate,
      );
      if (repaired === undefined) continue;
      const next = kept[i + size];
      const cutShort = next !== undefined && !next.starts && /^[0-9A-Z]$/.test(next.key);
      const cost = repaired.cost + (size === 8 ? 0 : 0.2) + (cutShort ? 2 : 0);
      if (cost < bestCost) {
        bestCost = cost;
        best = { value: repaired.text, fit: Math.max(0.3, 1 - 0.1 * cost), mends: repaired.changes };
      }
    }
  }
  return best;
};
