/** Least chance that a secret must hold, in bits. */
export const leastSecretBits = 128;

/** What a person runs to make one. */
export const secretRecipe = 'openssl rand -base64 32';

/** A word that somebody may have chosen is one of a few thousand, a short one of far fewer. */
const wordBits = (letters: number): number => Math.min(12, 2 + 2 * letters);
/** What repeats something before, or counts on, or runs along the keyboard, says little more than that it does. */
const patternBits = 8;
const leastPattern = 4;
/** Chance makes a few patterns too: below this share of the whole they are none. */
const leastPatternShare = 0.25;
const keyboard = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890'];
/** The commonest pairs of letters of written English, more than half of all; of random ones they are one in twelve. */
const commonPairs = new Set(
  'th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur'.split(
    ' ',
  ),
);
/** And where there are words, about half of a text lies in those of four letters and more. */
const leastWordShare = 0.45;
const mostCapitals = 0.25;
const leastCommonShare = 0.35;

/** What documents and examples put in a secret's place. */
const placeholder =
  /change[\s._-]?(?:me|this|it)|replace[\s._-]?(?:me|this|it)|your[\s._-]?(?:secret|key|own)|placeholder/i;

/**
 * How many bits of chance a secret holds at most, as far as its text tells: random hex, base64 and the like count in
 * full; repetitions, sequences and rows of keys hardly do, nor words where it reads as words. A guess from above: what
 * somebody has published looks as random as before.
 */
export function secretBits(secret: string): number {
  return bitsOf(secret, true);
}

function bitsOf(secret: string, countsWords: boolean): number {
  const text = secret.replace(/=+$/, '');
  const parts = partsOf(text);
  const patterned = parts.filter(({ kind }) => kind === 'pattern').reduce((sum, { length }) => sum + length, 0);
  const perSign = bitsPerSign(text);
  const isProse = countsWords && readsAsProse(text, parts);
  const counts = isProse || patterned > leastPatternShare * text.length;
  return Math.floor(
    parts.reduce((sum, part) => {
      const random = part.length * perSign;
      if (part.kind === 'pattern' && counts) return sum + Math.min(random, patternBits);
      if (part.kind === 'word' && isProse) return sum + Math.min(random, wordBits(part.letters));
      return sum + random;
      // A hair below 128 where sixteen bytes are written as hex would be the fault of floating point.
    }, 1e-6),
  );
}

/**
 * What is wrong with a secret, for whoever has to replace it, never quoting it; undefined where nothing is. Words that
 * somebody chose are no reason, unless they are a placeholder's: see `secretDoubt`.
 */
export function secretWeakness(secret: string): string | undefined {
  const bits = placeholder.test(secret) ? secretBits(secret) : bitsOf(secret, false);
  return bits < leastSecretBits ? told(secret, bits) : undefined;
}

/** Why a secret that is taken should be replaced all the same: it reads as words, which are guessed as words. */
export function secretDoubt(secret: string): string | undefined {
  const bits = secretBits(secret);
  return bits < leastSecretBits ? `reads as words, ${told(secret, bits)}` : undefined;
}

function told(secret: string, bits: number): string {
  return `has ${secret.length} characters that hold about ${bits} bits of chance; it needs ${leastSecretBits}, random ones: ${secretRecipe}`;
}

type Part = { readonly kind: 'pattern' | 'word' | 'other'; readonly length: number; readonly letters: number };

/** Cut where a pattern or a word begins; a word takes the sign behind it along. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  const hasLower = /[a-z]/.test(text);
  for (let at = 0; at < text.length; ) {
    const pattern = patternAt(text.toLowerCase(), at);
    const [word = '', letters = ''] =
      (hasLower ? /^([A-Z]?[a-z]+)[\s._-]?/ : /^([A-Z]+)[\s._-]?/).exec(text.slice(at)) ?? [];
    const part: Part =
      pattern >= leastPattern
        ? { kind: 'pattern', length: pattern, letters: 0 }
        : { kind: word === '' ? 'other' : 'word', length: word.length || 1, letters: letters.length };
    parts.push(part);
    at += part.length;
  }
  return parts;
}

/** How many signs from here on repeat what came before, go up or down by the same step, or lie in one row of keys. */
function patternAt(text: string, at: number): number {
  let longest = 0;
  for (let from = 0; from < at; from += 1) {
    let length = 0;
    while (at + length < text.length && text[from + length] === text[at + length]) length += 1;
    longest = Math.max(longest, length);
  }
  const step = text.charCodeAt(at + 1) - text.charCodeAt(at);
  let run = 1;
  while (Math.abs(step) <= 1 && text.charCodeAt(at + run) - text.charCodeAt(at + run - 1) === step) run += 1;
  const keys = [...keyboard, ...keyboard.map((row) => [...row].reverse().join(''))].map((row) => {
    let length = 1;
    while (at + length < text.length && row.includes(text.slice(at, at + length + 1))) length += 1;
    return row.includes(text[at] ?? ' ') ? length : 0;
  });
  return Math.max(longest, run, ...keys);
}

/** By the signs that are there; fewer different ones than chance would bring are an alphabet of their own. */
function bitsPerSign(text: string): number {
  const signs = new Set(text).size;
  const alphabet = alphabetOf(text);
  const expected = alphabet * (1 - (1 - 1 / alphabet) ** text.length);
  return Math.log2(Math.max(1, signs < 0.6 * expected ? signs : alphabet));
}

function alphabetOf(text: string): number {
  if (/^\d*$/.test(text)) return 10;
  if (/^(?:[\da-f]*|[\dA-F]*)$/.test(text)) return 16;
  if (/[a-z]/.test(text) && /[A-Z]/.test(text)) return /^[\w+/-]*$/.test(text) ? 64 : 94;
  const classes: readonly (readonly [RegExp, number])[] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/\d/, 10],
    [/[^a-zA-Z\d]/, 16],
  ];
  return classes.reduce((sum, [sign, size]) => sum + (sign.test(text) ? size : 0), 0);
}

/** Whether its letters stand together, and follow each other, as those of words do. */
function readsAsProse(secret: string, parts: readonly Part[]): boolean {
  const inWords = parts.reduce((sum, { letters }) => sum + (letters >= 4 ? letters : 0), 0);
  const inPatterns = parts.reduce((sum, { kind, length }) => sum + (kind === 'pattern' ? length : 0), 0);
  if (alphabetOf(secret) === 16 || inWords < leastWordShare * (secret.length - inPatterns)) return false;
  const text = /[a-z]/.test(secret) ? secret : secret.toLowerCase();
  const capitals = text.replace(/[^A-Z]/g, '').length;
  if (capitals > mostCapitals * text.replace(/[^A-Za-z]/g, '').length) return false;
  let pairs = 0;
  let common = 0;
  for (let at = 0; at + 1 < text.length; at += 1) {
    const pair = text.slice(at, at + 2);
    if (!/^[A-Za-z][a-z]$/.test(pair)) continue;
    pairs += 1;
    if (commonPairs.has(pair.toLowerCase())) common += 1;
  }
  return pairs > 0 && common >= leastCommonShare * pairs;
}
