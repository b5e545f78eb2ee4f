import { isVin, vinCheckDigit } from '@scanfill/proxy/contract';
import { repair } from './repair.ts';
import type { Row } from './rows.ts';
import { stretches } from './tokens.ts';

const digits = '0123456789';
const alphabet = `${digits}ABCDEFGHJKLMNPRSTUVWXYZ`;

/**
 * A vehicle's number standing by itself among a page's rows (ISO 3779). China and North America give it a check digit, which also mends a
 * misread character; a number of another region is taken only as plainly read.
 */
export function vinNumber(rows: readonly Row[], sure: boolean): string | undefined {
  let best: { value: string; cost: number } | undefined;
  for (const row of rows) {
    for (const cells of stretches(row, 17, 17, 3)) {
      const guesses = cells.map((cell) => ({ char: cell.key, score: cell.score, others: cell.others }));
      if (cells.filter((cell) => /\d/.test(cell.key)).length < 5) continue;
      const alphabetAt = (place: number) => (place >= 13 ? digits : alphabet);
      const found = repair(
        guesses,
        alphabetAt,
        (text) => plausible(text) && vinCheckDigit(text) === text[8],
        sure ? 2 : 1,
      );
      const checked = found !== undefined && found.cost + 3 * found.changes < 14 ? found : undefined;
      const read =
        checked ?? repair(guesses, alphabetAt, (text) => plausible(text) && (sure || !/^[1-5L]/.test(text)), 0);
      if (read === undefined || read.cost > 14) continue;
      const certainty = cells.reduce((sum, cell) => sum + cell.score, 0) / cells.length;
      if (checked === undefined && !sure && (certainty < 0.9 || read.cost > 1)) continue;
      const cost = read.cost + (checked === undefined ? 10 : 3 * read.changes);
      if (best === undefined || cost < best.cost) best = { value: read.text, cost };
    }
  }
  return best?.value;
}

function plausible(text: string): boolean {
  return isVin(text) && (text.match(/[A-Z]/g)?.length ?? 0) >= 3;
}
