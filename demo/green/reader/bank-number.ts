import { isBankCardNumber, provinces } from '@scanfill/proxy/contract';
import { repair } from './repair.ts';
import type { Row } from './rows.ts';
import { stretches } from './tokens.ts';

const digits = '0123456789';

// First digits of payment networks and the lengths their numbers have (ISO/IEC 7812; UnionPay 62, and older Chinese ranges on 4, 5, 6, 9).
const issuers: readonly { pattern: RegExp; lengths: readonly number[] }[] = [
  { pattern: /^62/, lengths: [16, 17, 18, 19] },
  { pattern: /^3[47]/, lengths: [15] },
  { pattern: /^3(?:5(?:2[89]|[3-8]))/, lengths: [16] },
  { pattern: /^3(?:0[0-5]|[689])/, lengths: [14, 16] },
  { pattern: /^4/, lengths: [16, 19] },
  { pattern: /^(?:5[1-5]|2[2-7])/, lengths: [16] },
  { pattern: /^(?:5[06789]|6[0-9]|9)/, lengths: [16, 17, 18, 19] },
];

/** Whether digits have the length and beginning of some network. */
export function hasIssuer(number: string): boolean {
  return issuers.some(({ pattern, lengths }) => pattern.test(number) && lengths.includes(number.length));
}

/**
 * The card number among a page's rows. `sure`: other print says that this is a bank card; without it no digit is corrected, as a long
 * number fits the Luhn digit by chance one time in ten.
 */
export function bankNumber(rows: readonly Row[], sure: boolean): string | undefined {
  let best: { value: string; cost: number } | undefined;
  for (const row of rows) {
    for (const cells of stretches(row, 14, 19, 4)) {
      if (cells.filter((cell) => /\d/.test(cell.key)).length < cells.length - 3) continue;
      const guesses = cells.map((cell) => ({ char: cell.key, score: cell.score, others: cell.others }));
      const found = repair(guesses, () => digits, isCardNumber, sure ? 2 : 0);
      if (found === undefined || found.cost > 16) continue;
      // Of two stretches that fit, the longer is the number and the shorter a part of it.
      const cost = found.cost + 3 * found.changes - 2 * cells.length;
      if (best === undefined || cost < best.cost) best = { value: found.text, cost };
    }
  }
  return best?.value;
}

function isCardNumber(text: string): boolean {
  return hasIssuer(text) && isBankCardNumber(text) && !looksLikeIdNumber(text);
}

/** A citizen's number also has 18 digits; its region and birth date give it away. */
function looksLikeIdNumber(text: string): boolean {
  return (
    text.length === 18 &&
    provinces[text.slice(0, 2)] !== undefined &&
    /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/.test(text.slice(6))
  );
}
