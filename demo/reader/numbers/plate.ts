import { isPlate, plateProvinces } from '@scanfill/proxy/contract';
import type { Value, ValueReader } from '../rows/value.ts';
import { repair } from './repair.ts';
import { guess } from './windows.ts';

const digits = '0123456789';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const cjk = /\p{Script=Han}/u;

const plateEnd = `${'ABCDEFGHJKLMNPQRSTUVWXYZ'}${digits}`;

/** A licence plate: province, letter, five or six characters; an embassy's. */
export const plate: ValueReader = (cells) => {
  const marks = cells.filter((cell) => cell.key !== '');
  // No plate holds an I: behind the province it is one of 川's own strokes.
  const kept = marks.filter((cell, i) => cell.key !== 'I' || !plateProvinces.includes(marks[i - 1]?.key || ' '));
  const embassy = /^(?:使\d{6}|\d{6}使)$/.exec(kept.map((cell) => cell.key).join(''))?.[0];
  if (embassy !== undefined) return { value: embassy, fit: 0.9 };
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
                ? `${plateEnd}挂学警港澳领使`
                : plateEnd,
        isPlate,
        1,
      );
      if (repaired === undefined) continue;
      const next = kept[i + size];
      const cutShort = next !== undefined && !next.starts && /^[0-9A-Z]$/.test(next.key);
      const cost = repaired.cost + (size === 8 ? 0 : 0.2) + (cutShort ? 2 : 0);
      if (cost < bestCost) {
        bestCost = cost;
        best = { value: repaired.text, fit: Math.max(0.3, 1 - 0.1 * cost) };
      }
    }
  }
  return best;
};
