import { isVin, vinCheckDigit } from '@scanfill/proxy/contract';
import { type Cell, type Row, rowsOf } from '../rows/rows.ts';
import { lineOf, stretched, stripOf } from '../rows/strip.ts';
import { stretches } from '../rows/tokens.ts';
import type { ValueReader } from '../rows/value.ts';
import type { Engine } from '../sight/engine.ts';
import type { Page } from '../sight/page.ts';
import { quantile } from '../sight/text.ts';
import { asPrinted, repair } from './repair.ts';
import { checked, printedIn } from './windows.ts';

const digits = '0123456789';
const mark = /[\p{Script=Han}*＊★☆#]/u;
const alphabet = `${digits}ABCDEFGHJKLMNPRSTUVWXYZ`;

/** A vehicle's number; one in China and North America carries a check digit. */
export const vin: ValueReader = (cells) => {
  const fits = (candidate: string) =>
    isVin(candidate) && /\d{4}$/.test(candidate.slice(-4)) && vinCheckDigit(candidate) === candidate[8];
  const good = checked(cells, 17, (place) => (place >= 13 ? digits : alphabet), fits);
  if (good !== undefined) return good;
  const loose = printedIn(cells, 17, (place) => (place >= 13 ? digits : alphabet), isVin);
  return loose === undefined ? undefined : { value: loose, fit: 0.5 };
};

/** A number found; `mends`: characters exchanged by its check digit. */
export type VinFound = { readonly value: string; readonly mends: number };

/**
 * A vehicle's number standing by itself among a page's rows (ISO 3779). China and North America give it a check digit,
 * which decides about a character that the recogniser was in doubt about; one that fails it is given as printed.
 */
export function vinNumber(rows: readonly Row[], sure: boolean): VinFound | undefined {
  let best: (VinFound & { cost: number }) | undefined;
  for (const row of rows) {
    const stamped = row.cells.some((cell) => mark.test(cell.char));
    for (const cells of stretches(row, 17, stamped ? 18 : 17, 3, /\p{Script=Han}/u).flatMap(windows)) {
      const guesses = cells.map((cell) => ({ char: cell.key, score: cell.score, others: cell.others }));
      if (cells.filter((cell) => /\d/.test(cell.key)).length < 5) continue;
      // A number is stamped and printed in capitals: with small letters it is a word and a number beside it.
      if (cells.filter((cell) => /[abdefghimnqrty]/.test(cell.char)).length > (sure ? 1 : 0)) continue;
      const alphabetAt = (place: number) => (place >= 13 ? digits : alphabet);
      const certainty = cells.reduce((sum, cell) => sum + cell.score, 0) / cells.length;
      const known = sure || certainty > 0.97;
      const fits = (text: string) => plausible(text, known) && vinCheckDigit(text) === text[8];
      const found = repair(guesses, alphabetAt, fits);
      const checked = found !== undefined && found.cost + 3 * found.changes < 14 ? found : undefined;
      const read = checked ?? asPrinted(guesses, alphabetAt);
      if (read === undefined || read.cost > 14 || !plausible(read.text, known)) continue;
      // Where a check digit is the rule, one that fails needs other print, or a very plain one, to be a vehicle's
      // number.
      if (checked === undefined && !known && /^[1-5L]/.test(read.text)) continue;
      // A short word and a long one beside it are two, unless they make a number of the regions with check digits,
      // exactly as read.
      const broken = cells
        .slice(1)
        .some((cell, i) => cell.starts && cell.x - (cells[i]?.x ?? cell.x) > 1.9 * step(cells));
      if (!sure && broken && (checked === undefined || checked.changes > 0 || !/^[1-5L]/.test(checked.text))) continue;
      if (checked === undefined && !sure && (certainty < 0.9 || read.cost > 1)) continue;
      const cost = read.cost + (checked === undefined ? 10 : 3 * read.changes);
      if (best === undefined || cost < best.cost) best = { value: read.text, mends: read.changes, cost };
    }
  }
  return best === undefined ? undefined : { value: best.value, mends: best.mends };
}

/**
 * Reads the rows that may hold the number again, whole and with the recogniser for Latin capitals: where letters stand
 * far apart the Chinese one reads some of them as small ones or leaves them out.
 */
export async function vinNumberAgain(
  rows: readonly Row[],
  sure: boolean,
  page: Page,
  engine: Engine,
): Promise<VinFound | undefined> {
  for (const row of rows) {
    const kept = row.cells.filter((cell) => /^[0-9A-Z]$/.test(cell.key));
    if (kept.length < 14 || kept.length > 20 || kept.filter((cell) => /\d/.test(cell.key)).length < 4) continue;
    for (const strip of stripOf(row, /[0-9A-Z]/)) {
      for (const margin of [0.1, 0, 0.25]) {
        const reading = await engine.latin(page.cutOut(stretched(strip, strip.x0, strip.x1, margin)));
        const glyphs = reading.glyphs.map((glyph) => ({ ...glyph, char: glyph.char.toUpperCase() }));
        const found = vinNumber(rowsOf([lineOf(strip, { ...reading, glyphs })]), sure);
        if (found?.mends === 0 && vinCheckDigit(found.value) === found.value[8]) return found;
      }
    }
  }
  return undefined;
}

/**
 * A mark stamped at one end of a number may itself be read as a letter: then either seventeen count, but only where
 * their check digit fits.
 */
function windows(cells: readonly Cell[]): (readonly Cell[])[] {
  if (cells.length === 17) return [cells];
  return [cells.slice(0, 17), cells.slice(1)].filter((part) => {
    const text = part.map((cell) => cell.key).join('');
    return plausible(text, false) && vinCheckDigit(text) === text[8];
  });
}

/** The usual distance from one character to the next: a number may be printed with wide and uneven gaps. */
function step(cells: readonly Cell[]): number {
  const gaps = cells.slice(1).map((cell, i) => cell.x - (cells[i]?.x ?? cell.x));
  return quantile(gaps, 0.5);
}

/** Three letters at least; where it is `known` to be such a number, the two or one that some European makers have. */
function plausible(text: string, known: boolean): boolean {
  const letters = text.match(/[A-Z]/g)?.length ?? 0;
  return isVin(text) && (letters >= 3 || (known && letters >= 1 && /^[A-Z]/.test(text)));
}
