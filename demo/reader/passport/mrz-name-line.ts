import { parseMrzLine1 } from '@scanfill/proxy/contract';
import { type Guess, possible } from '../numbers/repair.ts';
import type { Reading } from '../sight/recognise.ts';
import { type Fitted, filler, guessesOf, length, letters } from './mrz-guesses.ts';

/** A name line; `doubt`: how doubtful its letters are. */
export type NameLine = Fitted & { readonly doubt: number };

/**
 * The name line as read, and, where characters were lost, put back on the places that the number line's characters
 * show. The issuer is mostly the holder's nation, which decides between readings.
 */
export function nameLines(reading: Reading, ruler: readonly number[] | undefined, nation: string): NameLine[] {
  const { guesses, at } = guessesOf(reading);
  const lost = Math.abs(length - guesses.length);
  const forms = [{ guesses, penalty: lost === 0 ? 0 : ruler === undefined ? lost * 0.2 : 6 }];
  const origin = ruler?.[0] ?? 0;
  const pitch = ((ruler?.[ruler.length - 1] ?? 1) - origin) / (length - 1);
  if (ruler !== undefined && guesses.length !== length) {
    const placed = new Array<Guess>(length).fill(filler);
    guesses.forEach((guess, i) => {
      const place = Math.round(((at[i] ?? 0) - origin) / pitch);
      if (place >= 0 && place < length) placed[place] = guess;
    });
    forms.push({ guesses: placed, penalty: 0.3 * lost });
  }
  return forms.flatMap((form) => {
    const line = nameLine(form.guesses);
    if (line === undefined) return [];
    return [{ ...line, cost: line.cost + form.penalty - (line.text.slice(2, 5) === nation ? 4 : 0) }];
  });
}

/** P, type, issuer, then names in letters; the end is filled up or cut at 44. */
function nameLine(guesses: readonly Guess[]): NameLine | undefined {
  const start = guesses.findIndex(
    (guess, i) =>
      i < 4 && (guess.char === 'P' || guess.others.some((other) => other.char === 'P' && other.score > 0.05)),
  );
  if (start < 0) return undefined;
  let cost = 0;
  // No check digit proves the names: of two readings the one whose letters were plainer.
  let doubt = 0;
  let text = 'P';
  for (const guess of guesses.slice(start + 1)) {
    if (guess !== filler) doubt -= 0.5 * Math.log(Math.max(0.01, guess.score));
    const option = possible(guess, `${letters}<`);
    text += option?.char ?? '';
    cost += option?.cost ?? 1;
  }
  text = afterNames(tidyFillers(unmasked(text)));
  const body = text.replace(/<+$/, '');
  // A holder without a surname has fillers in its place.
  if (body.length > length || !/^P[A-Z<][A-Z][A-Z<]{2}(?:<<)?[A-Z]/.test(body)) return undefined;
  if (!body.slice(5).includes('<') && text.length < 30) return undefined;
  const line = body.padEnd(length, '<');
  return parseMrzLine1(line) === undefined
    ? undefined
    : { text: line, fits: 0, doubt, cost: cost + doubt + Math.abs(length - text.length) * 0.1 };
}

/**
 * Where fillers were read as a letter throughout (K, C), they stand at the line's end in a run as no name has; then two
 * of it within the names are the mark between them.
 */
function unmasked(text: string): string {
  for (const letter of 'KCELS') {
    const run = new RegExp(`[${letter}<]+$`).exec(text);
    if (run === null || run[0].replace(/</g, '').length < 5) continue;
    const names = text.slice(0, run.index);
    return (names.includes('<<') ? names : names.replace(letter + letter, '<<')) + '<'.repeat(run[0].length);
  }
  return text;
}

/**
 * Two fillers stand once in a name line, between surname and given names: what is read behind the next two is no name.
 */
function afterNames(text: string): string {
  const names = /^.{5}(?:[A-Z]+(?:<[A-Z]+)*)?<<[A-Z]+(?:<[A-Z]+)*(?=<<)/.exec(text)?.[0];
  return names === undefined ? text : names + '<'.repeat(text.length - names.length);
}

/** A single letter within the trailing fillers is a filler misread (K, C, S, E, L for `<`). */
function tidyFillers(text: string): string {
  const tail = /(?:<{2,}[A-Z]{0,2}){1,}<*$/.exec(text);
  if (tail === null) return text;
  const parts = text.slice(0, tail.index);
  const rest = tail[0].replace(/^(<<)([A-Z]+)(?=<<<)/, '$1$2');
  // Only what stands behind the names' own end: after a run of three or more fillers nothing is printed.
  const end = rest.search(/<{3,}/);
  return end < 0 ? text : parts + rest.slice(0, end) + '<'.repeat(rest.length - end);
}
