import type { Raster } from './raster.ts';
import { type InferenceSession, Tensor } from './runtime.ts';

/** One character read. */
export type Glyph = {
  readonly char: string;
  /** 0 to 1. */
  readonly score: number;
  /** Where its centre lies along the line, 0 to 1. */
  readonly at: number;
  /** What else it could be, likeliest first, the chosen one left out. */
  readonly others: readonly { readonly char: string; readonly score: number }[];
};

export type Reading = {
  readonly text: string;
  readonly glyphs: readonly Glyph[] /** The characters' mean. */;
  readonly score: number;
};

/** Reads one line of text, given upright and `lineHeight` pixels high. */
export type Recogniser = (line: Raster) => Promise<Reading>;

export const lineHeight = 48;
const minWidth = 96;

/** `alphabet`: the model's characters in order, without the leading blank. */
export function createRecogniser(session: InferenceSession, alphabet: readonly string[]): Recogniser {
  const input = session.inputNames[0] ?? 'x';
  const output = session.outputNames[0] ?? '';
  return async (line) => {
    const width = Math.max(minWidth, Math.ceil(line.width / 8) * 8);
    const result = await session.run({
      [input]: new Tensor('float32', planes(line, width), [1, 3, lineHeight, width]),
    });
    const tensor = result[output];
    const steps = tensor?.dims[1] ?? 0;
    const classes = tensor?.dims[2] ?? 0;
    if (!(tensor?.data instanceof Float32Array)) return { text: '', glyphs: [], score: 0 };
    const glyphs = collapse(tensor.data, steps, classes, alphabet).map((glyph) => ({
      ...glyph,
      at: Math.min(1, (glyph.at * width) / line.width),
    }));
    const score = glyphs.reduce((sum, glyph) => sum + glyph.score, 0) / Math.max(1, glyphs.length);
    return { text: glyphs.map((glyph) => glyph.char).join(''), glyphs, score };
  };
}

/** BGR planes from −1 to 1; the rest of the width stays 0, as in the models' training. */
function planes(line: Raster, width: number): Float32Array {
  const size = width * lineHeight;
  const out = new Float32Array(size * 3);
  for (let plane = 0; plane < 3; plane++) {
    for (let y = 0; y < lineHeight; y++) {
      let p = y * line.width * 3 + 2 - plane;
      let o = plane * size + y * width;
      for (let x = 0; x < line.width; x++, p += 3) out[o++] = (line.data[p] ?? 0) / 127.5 - 1;
    }
  }
  return out;
}

/** CTC: the likeliest class of each step, repeats merged, blanks dropped; a character keeps its strongest step. */
function collapse(data: Float32Array, steps: number, classes: number, alphabet: readonly string[]): Glyph[] {
  const glyphs: Glyph[] = [];
  let last = 0;
  let run: { best: number; score: number; first: number; final: number; peak: number } | undefined;
  const flush = () => {
    if (run === undefined) return;
    const row = data.subarray(run.peak * classes, (run.peak + 1) * classes);
    glyphs.push({
      char: alphabet[run.best - 1] ?? ' ',
      score: run.score,
      at: (run.first + run.final + 1) / 2 / steps,
      others: runnersUp(row, run.best, alphabet),
    });
    run = undefined;
  };
  for (let step = 0; step < steps; step++) {
    const base = step * classes;
    let best = 0;
    let score = data[base] ?? 0;
    // The classes' scores sum up to one: above a half none is likelier, and most steps are blanks.
    for (let k = score > 0.5 ? classes : 1; k < classes; k++) {
      const value = data[base + k] ?? 0;
      if (value > score) {
        score = value;
        best = k;
      }
    }
    if (best !== last) flush();
    if (best !== 0) {
      if (run === undefined) run = { best, score, first: step, final: step, peak: step };
      run.final = step;
      if (score > run.score) {
        run.score = score;
        run.peak = step;
      }
    }
    last = best;
  }
  flush();
  return glyphs;
}

function runnersUp(row: Float32Array, best: number, alphabet: readonly string[]): { char: string; score: number }[] {
  const top: { k: number; score: number }[] = [];
  for (let k = 1; k < row.length; k++) {
    const score = row[k] ?? 0;
    if (k === best || score < 0.0005 || (top.length === 6 && score <= (top[5]?.score ?? 0))) continue;
    top.push({ k, score });
    top.sort((a, b) => b.score - a.score);
    if (top.length > 6) top.pop();
  }
  return top.map(({ k, score }) => ({ char: alphabet[k - 1] ?? ' ', score }));
}
