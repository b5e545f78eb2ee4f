import type { Reading } from '../sight/recognise.ts';
import { best, digits, guessesOf, length } from './mrz-guesses.ts';
import { nameLines } from './mrz-name-line.ts';
import { numberLine } from './mrz-number-line.ts';

/**
 * The two lines of a TD3 zone, 44 characters each, how many of the second's five check digits fit, and how doubtful the
 * first's letters are.
 */
export type Zone = {
  readonly line0: string;
  readonly line1: string;
  readonly fits: number;
  readonly doubt: number;
  /** Characters of the second line that were exchanged by its check digits. */
  readonly mends: number;
};

/** Whether a line read by either recogniser may belong to a machine-readable zone. */
export function looksMachineReadable(text: string): boolean {
  const plain = text.replace(/\s/g, '');
  const marks = plain.match(/[<＜«《〈≤‹>]/g)?.length ?? 0;
  const fit = plain.match(/[A-Z0-9<]/g)?.length ?? 0;
  // The detector may overlook the fillers, and what follows them.
  if (/^P[A-Z<][A-Z]{3}[A-Z]+<</.test(plain) || /^[A-Z0-9<]{9}\d[A-Z]{3}\d{7}[MF<]/.test(plain)) return true;
  return (
    plain.length >= 20 && fit / plain.length > 0.75 && (marks >= 2 || (plain.length >= 32 && /\d{6,}/.test(plain)))
  );
}

/**
 * Reads a zone out of its two lines, cut out of the page from the same left to the same right edge; `undefined` where
 * they are not a passport's.
 */
export function readZone(upper: readonly Reading[], lower: readonly Reading[]): Zone | undefined {
  const second = numberLine(lower);
  if (second === undefined) return undefined;
  // The number line ends in a digit at the last place, so its first and last characters measure all places.
  const ruler = lower
    .map((reading) => guessesOf(reading))
    .filter(({ guesses }) => guesses.length > 40 && digits.includes(guesses[guesses.length - 1]?.char ?? ''))
    .sort((a, b) => Math.abs(length - a.at.length) - Math.abs(length - b.at.length))[0]?.at;
  const nation = second.text.slice(10, 13);
  const first = best(upper.flatMap((reading) => nameLines(reading, ruler, nation)));
  if (first === undefined) return undefined;
  return { line0: first.text, line1: second.text, fits: second.fits, doubt: first.doubt, mends: second.mends };
}
