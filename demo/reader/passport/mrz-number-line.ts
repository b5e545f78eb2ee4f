import { parseMrzLine2 } from '@scanfill/proxy/contract';
import { asPrinted, type Guess, repair } from '../numbers/repair.ts';
import type { Reading } from '../sight/recognise.ts';
import { any, best, digits, type Fitted, filler, guessesOf, length, letters, onGrid } from './mrz-guesses.ts';

/** A number line; `mends`: how many of its characters were exchanged by its check digits, at most one. */
export type NumberLine = Fitted & { readonly mends: number };

/**
 * What may stand at each place (ICAO 9303-4 §4.2.2): unknown parts of a birth date and an absent check digit are
 * fillers, and the last digit is one where the line was read short of it.
 */
function alphabetAt(place: number): string {
  if (place === 9 || place === 19 || place === 27) return digits;
  if (place >= 10 && place < 13) return `${letters}<`;
  if (place === 20) return 'MF<';
  if ((place >= 13 && place < 19) || place >= 42) return `${digits}<`;
  return place >= 21 && place < 27 ? digits : any;
}

/**
 * Number, nationality, birth, sex, expiry, optional data, with their check digits, out of several looks at one line.
 */
export function numberLine(looks: readonly Reading[]): NumberLine | undefined {
  const forms = looks.map(formsOf);
  return best(
    forms.flatMap((own, look) => {
      const others = forms.filter((_, other) => other !== look).flat();
      return own.map((guesses) => lineOf(withWitnesses(guesses, others)));
    }),
  );
}

function lineOf(guesses: readonly Guess[]): NumberLine | undefined {
  const printed = asPrinted(guesses, alphabetAt);
  if (printed === undefined) return undefined;
  const fits = countFits(printed.text);
  // One character settles its own check digit and the composite one; a line is never fitted by several exchanges at
  // once.
  const mended =
    fits === 5 ? undefined : repair(guesses, alphabetAt, (text) => countFits(text) >= Math.min(5, fits + 2));
  const { text, cost, changes } = mended ?? printed;
  const total = countFits(text);
  return total < 2 ? undefined : { text, cost, fits: total, mends: changes };
}

/**
 * What another look read at a place is a second thought about it, half as likely as the first, where the looks agree on
 * nearly all else.
 */
function withWitnesses(guesses: readonly Guess[], others: readonly (readonly Guess[])[]): Guess[] {
  const witnesses = others.filter(
    (other) => guesses.filter(({ char }, place) => char === other[place]?.char).length >= length - 4,
  );
  return guesses.map((guess, place) => {
    const read = witnesses.flatMap((other) => {
      const char = other[place]?.char;
      const score = 0.5 * Math.min(guess.score, other[place]?.score ?? 0);
      return char === undefined || char === guess.char ? [] : [{ char, score }];
    });
    return read.length === 0 ? guess : { ...guess, others: [...guess.others, ...read] };
  });
}

/**
 * A look's characters on 44 places: as many as were read, by where they stand, or with the fillers put back that run
 * together.
 */
function formsOf(reading: Reading): Guess[][] {
  const read = guessesOf(reading);
  const { guesses } = read;
  const forms: Guess[][] = [];
  if (guesses.length === length) forms.push(guesses);
  const grid = onGrid(read);
  if (grid !== undefined) forms.push(grid);
  if (guesses.length < length && guesses.length >= 28) {
    // Fillers lost from the optional data: put them before the last two check digits, or where one was read.
    const missing = new Array<Guess>(length - guesses.length).fill(filler);
    const cut = guesses.findIndex(({ char }, at) => at >= 28 && char === '<');
    forms.push([...guesses.slice(0, -2), ...missing, ...guesses.slice(-2)]);
    if (cut > 0) forms.push([...guesses.slice(0, cut), ...missing, ...guesses.slice(cut)]);
  }
  if (guesses.length > length && guesses.length <= length + 3) {
    forms.push(guesses.slice(0, length), guesses.slice(-length));
    const run = guesses.findIndex(({ char }, at) => at >= 28 && char === '<');
    if (run > 0) forms.push([...guesses.slice(0, run), ...guesses.slice(run + guesses.length - length)]);
  }
  return forms;
}

function countFits(line: string): number {
  return Object.values(parseMrzLine2(line)?.fits ?? {}).filter(Boolean).length;
}
