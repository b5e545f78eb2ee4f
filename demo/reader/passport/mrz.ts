import { mrzCheckDigit, parseMrzLine1, parseMrzLine2 } from '@scanfill/proxy/contract';
import { type Guess, optionsOf, repair } from '../numbers/repair.ts';
import type { Glyph, Reading } from '../sight/recognise.ts';

const length = 44;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';
const any = `${letters}${digits}<`;

/** The two lines of a TD3 zone, 44 characters each, how many of the second's five check digits fit, and how doubtful the first's letters are. */
export type Zone = { readonly line0: string; readonly line1: string; readonly fits: number; readonly doubt: number };

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

/** Reads a zone out of its two lines, cut out of the page from the same left to the same right edge; `undefined` where they are not a passport's. */
export function readZone(upper: readonly Reading[], lower: readonly Reading[]): Zone | undefined {
  const second = best(lower.map(numberLine));
  if (second === undefined) return undefined;
  // The number line ends in a digit at the last place, so its first and last characters measure all places.
  const ruler = lower
    .map((reading) => guessesOf(reading))
    .filter(({ guesses }) => guesses.length > 40 && digits.includes(guesses[guesses.length - 1]?.char ?? ''))
    .sort((a, b) => Math.abs(length - a.at.length) - Math.abs(length - b.at.length))[0]?.at;
  const nation = second.text.slice(10, 13);
  const first = best(upper.flatMap((reading) => nameLines(reading, ruler, nation)));
  if (first === undefined) return undefined;
  return { line0: first.text, line1: second.text, fits: second.fits, doubt: first.doubt };
}

type Fitted = { readonly text: string; readonly fits: number; readonly cost: number };
type NameFitted = Fitted & { readonly doubt: number };

function best<T extends Fitted>(lines: readonly (T | undefined)[]): T | undefined {
  return lines.flatMap((line) => line ?? []).sort((a, b) => b.fits - a.fits || a.cost - b.cost)[0];
}

function guessOf(glyph: Glyph): Guess | undefined {
  const char = glyph.char.toUpperCase().replace(/[＜«《〈≤‹([{]/, '<');
  return any.includes(char) ? { char, score: glyph.score, others: glyph.others } : undefined;
}

const filler: Guess = { char: '<', score: 0.5, others: [] };

/** The line's guesses; OCR-B is monospaced, so their places also tell where one was lost. */
function guessesOf(reading: Reading): { guesses: Guess[]; at: number[] } {
  const guesses: Guess[] = [];
  const at: number[] = [];
  for (const glyph of reading.glyphs) {
    const guess = guessOf(glyph);
    if (guess === undefined) continue;
    guesses.push(guess);
    at.push(glyph.at);
  }
  return { guesses, at };
}

/** Guesses on a grid of 44 places, by where they stand; lost ones become `<`. */
function onGrid({ guesses, at }: { guesses: Guess[]; at: number[] }): Guess[] | undefined {
  const n = at.length;
  if (n < 24) return undefined;
  let bestGrid: { error: number; cells: number[] } | undefined;
  const first = at[0] ?? 0;
  const last = at[n - 1] ?? 1;
  // The first glyph stands at place 0, the last at 43 or, with trailing fillers unread, a little before.
  for (let lastPlace = Math.max(n - 1, 36); lastPlace < length; lastPlace++) {
    const pitch = (last - first) / lastPlace;
    const cells = at.map((x) => Math.round((x - first) / pitch));
    let error = 0;
    let clash = 0;
    at.forEach((x, i) => {
      error += Math.abs((x - first) / pitch - (cells[i] ?? 0));
      if (i > 0 && cells[i] === cells[i - 1]) clash++;
    });
    const total = error / n + clash * 0.2 + (length - 1 - lastPlace) * 0.02;
    if (bestGrid === undefined || total < bestGrid.error) bestGrid = { error: total, cells };
  }
  const grid = new Array<Guess>(length).fill(filler);
  bestGrid?.cells.forEach((cell, i) => {
    const guess = guesses[i];
    const held = grid[cell];
    if (guess !== undefined && (held === filler || held === undefined || guess.score > held.score)) grid[cell] = guess;
  });
  return grid;
}

/**
 * The name line as read, and, where characters were lost, put back on the places that the number line's characters show. The issuer is
 * mostly the holder's nation, which decides between readings.
 */
function nameLines(reading: Reading, ruler: readonly number[] | undefined, nation: string): NameFitted[] {
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
function nameLine(guesses: readonly Guess[]): NameFitted | undefined {
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
    const option = optionsOf(guess, `${letters}<`)[0];
    text += option?.char ?? '';
    cost += option?.cost ?? 1;
  }
  text = tidyFillers(unmasked(text));
  const body = text.replace(/<+$/, '');
  if (body.length > length || !/^P[A-Z<][A-Z<]{3}[A-Z]/.test(body)) return undefined;
  if (!body.slice(5).includes('<') && text.length < 30) return undefined;
  const line = body.padEnd(length, '<');
  return parseMrzLine1(line) === undefined
    ? undefined
    : { text: line, fits: 0, doubt, cost: cost + doubt + Math.abs(length - text.length) * 0.1 };
}

/**
 * Where fillers were read as a letter throughout (K, C), they stand at the line's end in a run as no name has; then two of it within the
 * names are the mark between them.
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

/** Number, nationality, birth, sex, expiry, optional data, with their check digits. */
function numberLine(reading: Reading): Fitted | undefined {
  const read = guessesOf(reading);
  const forms: Guess[][] = [];
  if (read.guesses.length === length) forms.push(read.guesses);
  const grid = onGrid(read);
  if (grid !== undefined) forms.push(grid);
  if (read.guesses.length < length && read.guesses.length >= 28) {
    // Fillers lost from the optional data: put them before the last two check digits.
    const missing = length - read.guesses.length;
    forms.push([...read.guesses.slice(0, -2), ...new Array<Guess>(missing).fill(filler), ...read.guesses.slice(-2)]);
    for (let cut = 28; cut < read.guesses.length; cut += 1) {
      if (read.guesses[cut]?.char === '<') {
        forms.push([
          ...read.guesses.slice(0, cut),
          ...new Array<Guess>(missing).fill(filler),
          ...read.guesses.slice(cut),
        ]);
        break;
      }
    }
  }
  if (read.guesses.length > length && read.guesses.length <= length + 3) {
    forms.push(read.guesses.slice(0, length), read.guesses.slice(-length));
    const run = read.guesses.findIndex((guess, i) => i >= 28 && guess.char === '<');
    if (run > 0) forms.push([...read.guesses.slice(0, run), ...read.guesses.slice(run + read.guesses.length - length)]);
  }
  return best(forms.map(mendNumberLine));
}

function mendNumberLine(guesses: readonly Guess[]): Fitted | undefined {
  if (guesses.length !== length) return undefined;
  let cost = 0;
  const part = (
    from: number,
    to: number,
    alphabet: (place: number) => string,
    valid: (text: string) => boolean,
    changes = 2,
  ) => {
    const mended =
      repair(guesses.slice(from, to), alphabet, valid, changes) ??
      repair(guesses.slice(from, to), alphabet, () => true, 0);
    cost += mended?.cost ?? 20;
    return mended?.text;
  };
  const checked = (text: string) => mrzCheckDigit(text.slice(0, -1)) === text.slice(-1);
  const number = part(
    0,
    10,
    (place) => (place === 9 ? digits : any),
    (text) => /^[A-Z0-9]{5,}<*\d$/.test(text) && checked(text),
  );
  const nation = part(
    10,
    13,
    () => `${letters}<`,
    (text) => /^[A-Z]{3}$|^[A-Z]{1,2}<+$/.test(text),
  );
  const isDate = (text: string) => {
    const month = Number(text.slice(2, 4));
    const day = Number(text.slice(4, 6));
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 && checked(text);
  };
  const birth = part(13, 20, () => digits, isDate);
  const sex = part(
    20,
    21,
    () => 'MF<',
    () => true,
  );
  const expiry = part(21, 28, () => digits, isDate);
  const composite = (rest: string) => mrzCheckDigit(`${number}${birth}${expiry}${rest}`);
  const lastDigit = optionsOf(guesses[43] ?? filler, digits)[0]?.char;
  const tailFits = (text: string) => checked(text) || /^<{15}$/.test(text) || /^<{14}0$/.test(text);
  const tailAlphabet = (place: number) => (place === 14 ? `${digits}<` : any);
  const tail = guesses.slice(28, 43);
  // The composite digit tells O from 0 in the optional data where its own check digit cannot.
  const optional =
    repair(tail, tailAlphabet, (text) => tailFits(text) && composite(text) === lastDigit, 3) ??
    repair(tail, tailAlphabet, tailFits, 1) ??
    repair(tail, tailAlphabet, () => true, 0);
  cost += optional?.cost ?? 20;
  if (
    number === undefined ||
    nation === undefined ||
    birth === undefined ||
    sex === undefined ||
    expiry === undefined ||
    optional === undefined
  )
    return undefined;
  const head = number + nation + birth + sex + expiry + optional.text;
  const whole = composite(optional.text);
  const without = `${head}${lastDigit ?? whole ?? '<'}`;
  // Where all the parts agree, the composite digit is theirs.
  const text = countFits(without) === 4 && whole !== undefined ? head + whole : without;
  const total = countFits(text);
  return total < 2 ? undefined : { text, fits: total, cost: cost + (text === without ? 0 : 2) };
}

function countFits(line: string): number {
  return Object.values(parseMrzLine2(line)?.fits ?? {}).filter(Boolean).length;
}
