import type { Guess } from '../numbers/repair.ts';
import type { Glyph, Reading } from '../sight/recognise.ts';

/** Characters of a line of a TD3 zone (ICAO 9303-4). */
export const length = 44;
export const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const digits = '0123456789';
export const any = `${letters}${digits}<`;

/** A line that guesses stand for, and how many of its check digits fit. */
export type Fitted = { readonly text: string; readonly fits: number; readonly cost: number };

/** The line with the most fitting check digits, of those the least doubtful. */
export function best<T extends Fitted>(lines: readonly (T | undefined)[]): T | undefined {
  return lines.flatMap((line) => line ?? []).sort((a, b) => b.fits - a.fits || a.cost - b.cost)[0];
}

/** What stands where nothing was read. */
export const filler: Guess = { char: '<', score: 1, others: [] };

/** The line's guesses; OCR-B is monospaced, so their places also tell where one was lost. */
export function guessesOf(reading: Reading): { guesses: Guess[]; at: number[] } {
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

function guessOf(glyph: Glyph): Guess | undefined {
  const char = glyph.char.toUpperCase().replace(/[＜«《〈≤‹([{]/, '<');
  return any.includes(char) ? { char, score: glyph.score, others: glyph.others } : undefined;
}

/** Guesses on a grid of 44 places, by where they stand; lost ones become `<`. */
export function onGrid({ guesses, at }: { guesses: Guess[]; at: number[] }): Guess[] | undefined {
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
