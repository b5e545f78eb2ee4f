import { confusable, indistinct } from './confusable.ts';

/** A character read, with its runners-up. */
export type Guess = {
  readonly char: string;
  readonly score: number;
  readonly others: readonly { readonly char: string; readonly score: number }[];
};

/** A text that guesses stand for. */
export type Printed = {
  readonly text: string;
  /** Grows with every doubt: 0 where all was read as it can stand there. */
  readonly cost: number;
  /** 1 where a character was exchanged by the number's own check, else 0. */
  readonly changes: number;
};

// A runner-up counts as what may be printed from a twentieth of the first choice on, and only where it is four times as
// likely as any other that fits too; a line with more weak characters than these has several wrong ones, and a check
// digit fits by chance: measured in docs/decisions.
const leastShare = 0.05;
const ahead = 4;
const mostWeak = 3;
const weak = 0.9;

/**
 * What is printed, as far as it was read: each character as it is, or, where it cannot stand at its place, the
 * likeliest that can: the recogniser's own second thought or one that it is confused with. `undefined` where a place
 * has none.
 */
export function asPrinted(guesses: readonly Guess[], alphabetAt: (place: number) => string): Printed | undefined {
  let text = '';
  let cost = 0;
  for (const [place, guess] of guesses.entries()) {
    const found = possible(guess, alphabetAt(place));
    if (found === undefined) return undefined;
    text += found.char;
    cost += found.cost;
  }
  return { text, cost, changes: 0 };
}

/** A guess as the likeliest character of an alphabet; what was read costs nothing if it is of it. */
export function possible(guess: Guess, allowed: string): { char: string; cost: number } | undefined {
  const own = guess.char.toUpperCase();
  if (allowed.includes(own)) return { char: own, cost: 0 };
  const shares = new Map<string, number>();
  const offer = (char: string, share: number) => {
    if (allowed.includes(char) && share > (shares.get(char) ?? 0)) shares.set(char, share);
  };
  for (const other of guess.others) offer(other.char.toUpperCase(), other.score / guess.score);
  for (const [char, share] of Object.entries(confusable[own] ?? {})) offer(char, share);
  const [best] = [...shares].sort((a, b) => b[1] - a[1]);
  return best === undefined ? undefined : { char: best[0], cost: Math.max(0.3, -0.3 * Math.log(best[1])) };
}

/**
 * The text that guesses stand for and `valid` accepts: as it was read, or with the one character exchanged that the
 * recogniser itself was in doubt about. What was plainly read stays, right or wrong; `undefined` where it is not valid.
 */
export function repair(
  guesses: readonly Guess[],
  alphabetAt: (place: number) => string,
  valid: (text: string) => boolean,
): Printed | undefined {
  const printed = asPrinted(guesses, alphabetAt);
  if (printed === undefined || valid(printed.text)) return printed;
  if (guesses.filter(({ char, score }) => char !== '<' && score < weak).length > mostWeak) return undefined;
  const fitting = guesses.flatMap((guess, place) =>
    secondThoughts(guess, alphabetAt(place)).flatMap(({ char, share }) => {
      const text = printed.text.slice(0, place) + char + printed.text.slice(place + 1);
      return char !== printed.text[place] && valid(text) ? [{ text, share }] : [];
    }),
  );
  const [first, next] = fitting.sort((a, b) => b.share - a.share);
  if (first === undefined || first.share < leastShare || first.share < ahead * (next?.share ?? 0)) return undefined;
  return { text: first.text, cost: printed.cost - Math.log(first.share), changes: 1 };
}

/**
 * What else a character may be, in shares of its first choice: by the recogniser's own scores, or as a letter that no
 * score tells from a digit.
 */
function secondThoughts(guess: Guess, allowed: string): { char: string; share: number }[] {
  const shares = new Map<string, number>();
  for (const other of guess.others) {
    const char = other.char.toUpperCase();
    const share = other.score / guess.score;
    // A zero is half an O to the recogniser wherever letters may stand: on clean prints too, and so no doubt.
    if (indistinct[char] === guess.char) continue;
    if (allowed.includes(char) && share > (shares.get(char) ?? 0)) shares.set(char, share);
  }
  const digit = indistinct[guess.char.toUpperCase()];
  if (digit !== undefined) shares.set(digit, Math.max(shares.get(digit) ?? 0, 0.5));
  return [...shares].map(([char, share]) => ({ char, share }));
}
