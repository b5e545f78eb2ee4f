import { cardNetwork, isBankCardNumber, provinces } from '@scanfill/proxy/contract';
import type { Row } from '../rows/rows.ts';
import { stretched, stripOf } from '../rows/strip.ts';
import { stretches } from '../rows/tokens.ts';
import type { Engine } from '../sight/engine.ts';
import type { Page } from '../sight/page.ts';
import { asPrinted, type Guess } from './repair.ts';

const digits = '0123456789';
const shortest = 13;
const longest = 19;

/** A card number found, with what its digits cost in doubt. */
type Found = { readonly text: string; readonly cost: number };

/**
 * The card number among a page's rows, exactly as it is printed: no digit is ever exchanged, as a long number fits the
 * Luhn digit by chance one time in ten. `sure`: other print says that this is a bank card, which a number of thirteen
 * digits needs.
 */
export function bankNumber(rows: readonly Row[], sure = false): string | undefined {
  const found = [...rows, ...stacked(rows)].flatMap((row) =>
    stretches(row, sure ? shortest : shortest + 1, longest, 4).flatMap((cells) =>
      cells.filter((cell) => /\d/.test(cell.key)).length < cells.length - 3 ? [] : (fitting(cells.map(guessOf)) ?? []),
    ),
  );
  // Of two stretches that fit, the longer is the number and the shorter a part of it.
  return found.sort((a, b) => a.cost - 2 * a.text.length - (b.cost - 2 * b.text.length))[0]?.text;
}

/** How the row is cut out. `beyond` its end, in heights, a last digit may stand alone, too small for the detector. */
const looks = [
  { margin: 0, beyond: 0 },
  { margin: 0.15, beyond: 0 },
  { margin: 0, beyond: 1.25 },
  { margin: 0.15, beyond: 1.25 },
];

/**
 * Reads the rows that may hold the number again, whole and with both recognisers: embossed digits are read better so. A
 * number counts where two looks read it alike, and where no more of them read one alike that fails: that is what is
 * printed then.
 */
export async function bankNumberAgain(rows: readonly Row[], page: Page, engine: Engine): Promise<string | undefined> {
  const printed = plainBankNumber(rows);
  const votes = new Map<string, number>(printed === undefined ? [] : [[printed, 1]]);
  for (const row of rows) {
    const digitsSeen = row.cells.filter((cell) => /\d/.test(cell.key)).length;
    if (digitsSeen < 8 || digitsSeen > 22) continue;
    for (const strip of stripOf(row, /\d/)) {
      for (const { margin, beyond } of looks) {
        const picture = page.cutOut(stretched(strip, strip.x0, strip.x1 + beyond * strip.height, margin));
        for (const recognise of [engine.latin, engine.chinese]) {
          const { glyphs } = await recognise(picture);
          const kept = glyphs.filter((glyph) => glyph.char.trim() !== '').map(guessOf);
          const text =
            kept.length < shortest || kept.length > longest ? undefined : asPrinted(kept, () => digits)?.text;
          if (text !== undefined && cardNetwork(text) !== undefined) votes.set(text, (votes.get(text) ?? 0) + 1);
        }
      }
    }
  }
  return elected(votes);
}

/**
 * The valid number that two looks read alike, and no more of them another; a look that saw all but an end of it does
 * not speak against it.
 */
function elected(votes: ReadonlyMap<string, number>): string | undefined {
  const valid = [...votes].filter(([text, count]) => count >= 2 && isCardNumber(text)).sort((a, b) => b[1] - a[1])[0];
  if (valid === undefined) return undefined;
  const against = [...votes].filter(([text]) => !valid[0].includes(text)).map(([, count]) => count);
  return Math.max(0, ...against) > valid[1] ? undefined : valid[0];
}

/** Some embossed fours look like crosses. */
function guessOf(glyph: { char: string; score: number; others: Guess['others'] }): Guess {
  const char = glyph.char.normalize('NFKC');
  return { char: /[+†十]/.test(char) ? '4' : char, score: glyph.score, others: glyph.others };
}

function fitting(guesses: readonly Guess[]): Found | undefined {
  const found = asPrinted(guesses, () => digits);
  return found === undefined || found.cost > 16 || !isCardNumber(found.text) ? undefined : found;
}

/**
 * The number as printed, where it stands clearly on a bank card but fails the Luhn digit: for the person to look at.
 */
export function plainBankNumber(rows: readonly Row[]): string | undefined {
  for (const row of rows) {
    for (const cells of stretches(row, shortest, longest, 4).sort((a, b) => b.length - a.length)) {
      const text = cells.map((cell) => cell.key).join('');
      const certain = cells.every((cell) => cell.score > 0.8);
      if (certain && cardNetwork(text) !== undefined && !looksLikeIdNumber(text)) return text;
    }
  }
  return undefined;
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
  return cardNetwork(text) !== undefined && isBankCardNumber(text) && !looksLikeIdNumber(text);
}

/** A citizen's number also has 18 digits; its region and birth date give it away. */
function looksLikeIdNumber(text: string): boolean {
  return (
    text.length === 18 &&
    provinces[text.slice(0, 2)] !== undefined &&
    /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/.test(text.slice(6))
  );
}
