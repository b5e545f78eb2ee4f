import { isBankCardNumber, provinces } from '@scanfill/proxy/contract';
import type { Row } from '../rows/rows.ts';
import { stretched, stripOf } from '../rows/strip.ts';
import { stretches } from '../rows/tokens.ts';
import type { Engine } from '../sight/engine.ts';
import type { Page } from '../sight/page.ts';
import { type Guess, repair } from './repair.ts';

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

/** A card number found; `cost` grows with every doubt. */
export type BankNumber = { readonly value: string; readonly cost: number; readonly changes: number };

/**
 * The card number among a page's rows. `sure`: other print says that this is a bank card; without it no digit is corrected, as a long
 * number fits the Luhn digit by chance one time in ten.
 */
export function bankNumber(rows: readonly Row[], sure: boolean): BankNumber | undefined {
  let best: BankNumber | undefined;
  for (const row of [...rows, ...stacked(rows)]) {
    for (const cells of stretches(row, 14, 19, 4)) {
      if (cells.filter((cell) => /\d/.test(cell.key)).length < cells.length - 3) continue;
      best = better(best, mended(cells.map(guessOf), sure ? 2 : 0));
    }
  }
  return best;
}

/**
 * How the row is cut out. `beyond` its end, in heights, a last digit may stand alone, too small for the detector; what is read there counts
 * only if all of it fits as it is.
 */
const looks = [
  { margin: 0, beyond: 0, maxChanges: 2 },
  { margin: 0.15, beyond: 0, maxChanges: 2 },
  { margin: 0.15, beyond: 1.25, maxChanges: 0 },
];

/** Reads the rows that may hold the number again, whole and with both recognisers: embossed digits are read better so. */
export async function bankNumberAgain(
  rows: readonly Row[],
  page: Page,
  engine: Engine,
): Promise<BankNumber | undefined> {
  let best: BankNumber | undefined;
  for (const row of rows) {
    const digitsSeen = row.cells.filter((cell) => /\d/.test(cell.key)).length;
    if (digitsSeen < 8 || digitsSeen > 22) continue;
    for (const strip of stripOf(row, /\d/)) {
      for (const { margin, beyond, maxChanges } of looks) {
        const picture = page.cutOut(stretched(strip, strip.x0, strip.x1 + beyond * strip.height, margin));
        for (const recognise of [engine.latin, engine.chinese]) {
          const { glyphs } = await recognise(picture);
          const kept = glyphs.filter((glyph) => glyph.char.trim() !== '');
          if (kept.length >= 14 && kept.length <= 19) best = better(best, mended(kept.map(guessOf), maxChanges));
          if (best?.changes === 0) return best;
        }
      }
    }
  }
  return best;
}

/** Some embossed fours look like crosses. */
function guessOf(glyph: { char: string; score: number; others: Guess['others'] }): Guess {
  const char = glyph.char.normalize('NFKC');
  return { char: /[+†十]/.test(char) ? '4' : char, score: glyph.score, others: glyph.others };
}

function mended(guesses: readonly Guess[], maxChanges: number): BankNumber | undefined {
  const found = repair(guesses, () => digits, isCardNumber, maxChanges);
  if (found === undefined || found.cost > 16) return undefined;
  // Of two stretches that fit, the longer is the number and the shorter a part of it.
  return { value: found.text, changes: found.changes, cost: found.cost + 3 * found.changes - 2 * guesses.length };
}

/** The number as printed, where it stands clearly on a bank card but fails the Luhn digit: for the person to look at. */
export function plainBankNumber(rows: readonly Row[]): string | undefined {
  for (const row of rows) {
    for (const cells of stretches(row, 15, 19, 4).sort((a, b) => b.length - a.length)) {
      const text = cells.map((cell) => cell.key).join('');
      const certain = cells.every((cell) => cell.score > 0.8);
      if (certain && hasIssuer(text) && !looksLikeIdNumber(text)) return text;
    }
  }
  return undefined;
}

function better(a: BankNumber | undefined, b: BankNumber | undefined): BankNumber | undefined {
  return a === undefined || (b !== undefined && b.cost < a.cost) ? b : a;
}

/** A narrow card prints the number's groups one under the other: taken as one row. */
function stacked(rows: readonly Row[]): Row[] {
  const groups = rows.filter((row) =>
    /^\d{1,10}$/.test(
      row.cells
        .map((cell) => cell.char)
        .join('')
        .replace(/\s/g, ''),
    ),
  );
  const found: Row[] = [];
  groups.forEach((first, i) => {
    let last = first;
    let cells = [...first.cells];
    for (const next of groups.slice(i + 1)) {
      const size = Math.max(last.height, next.height);
      const left = Math.abs((next.cells[0]?.x ?? 0) - (first.cells[0]?.x ?? 0));
      if (next.y - last.y > 2.5 * size || left > 2 * size || Math.min(last.height, next.height) < 0.6 * size) break;
      cells = [...cells, ...next.cells];
      last = next;
    }
    if (cells.length >= 14 && last !== first) found.push({ cells, y: first.y, height: first.height });
  });
  return found;
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
