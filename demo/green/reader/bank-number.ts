import { isBankCardNumber } from '@scanfill/proxy/contract';
import { repair } from './repair.ts';
import type { Cell, Row } from './rows.ts';

const digits = '0123456789';

// First digits of payment networks and the lengths their numbers have (ISO/IEC 7812; UnionPay 62, and older Chinese ranges on 4, 5, 6, 9).
const issuers: readonly { pattern: RegExp; lengths: readonly number[] }[] = [
  { pattern: /^62/, lengths: [16, 17, 18, 19] },
  { pattern: /^3[47]/, lengths: [15] },
  { pattern: /^3(?:5(?:2[89]|[3-8]))/, lengths: [16] },
  { pattern: /^3(?:0[0-5]|[689])/, lengths: [14, 16] },
  { pattern: /^4/, lengths: [16, 13, 19] },
  { pattern: /^(?:5[1-5]|2[2-7])/, lengths: [16] },
  { pattern: /^(?:5[06789]|6[0-9]|9)/, lengths: [16, 17, 18, 19] },
];

/** Whether digits have the length and beginning of some network. */
export function hasIssuer(number: string): boolean {
  return issuers.some(({ pattern, lengths }) => pattern.test(number) && lengths.includes(number.length));
}

/** The card number among a page's rows: the longest run of digits that starts like one and fits the Luhn digit. */
export function bankNumber(rows: readonly Row[]): { value: string; score: number } | undefined {
  let best: { value: string; cost: number; score: number } | undefined;
  for (const cells of runs(rows)) {
    for (let size = Math.min(19, cells.length); size >= 14; size--) {
      for (let from = 0; from + size <= cells.length; from++) {
        const part = cells.slice(from, from + size);
        const outside = cells.length - size;
        const repaired = repair(
          part.map((cell) => ({ char: cell.key, score: cell.score, others: cell.others })),
          () => digits,
          (text) => hasIssuer(text) && isBankCardNumber(text),
          1,
        );
        if (repaired === undefined) continue;
        const cost = repaired.cost + 3 * outside + (part[0]?.starts === true ? 0 : 4) + 2 * repaired.changes;
        if (best === undefined || cost < best.cost)
          best = { value: repaired.text, cost, score: part.reduce((sum, cell) => sum + cell.score, 0) / size };
      }
    }
  }
  return best === undefined || best.cost > 25 ? undefined : best;
}

/** Runs of characters that are, or may be misread, digits; letters that cannot be end a run. */
function runs(rows: readonly Row[]): Cell[][] {
  const found: Cell[][] = [];
  for (const row of rows) {
    let run: Cell[] = [];
    const end = () => {
      if (run.filter((cell) => /\d/.test(cell.key)).length >= 12) found.push(run);
      run = [];
    };
    for (const cell of row.cells) {
      const last = run[run.length - 1];
      if (cell.key === '' && !/[\s\-.·]/.test(cell.char)) end();
      if (cell.key === '') continue;
      if (last !== undefined && cell.x - last.x > 4 * cell.line.height) end();
      if (/^[0-9OQDILBSZGTAU]$/.test(cell.key)) run.push(cell);
      else end();
    }
    end();
  }
  return found;
}
