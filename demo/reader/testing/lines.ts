import type { Line } from '../sight/text.ts';

/**
 * A line of text as the page would give it: `height` high, its first character at `x`, Chinese letters square, Latin
 * ones half as wide.
 */
export function line(text: string, x: number, y: number, height = 20): Line {
  let at = x;
  const marks = [...text].map((char) => {
    const width = /\p{Script=Han}/u.test(char) ? height * 0.9 : height * 0.5;
    const mark = { char, score: 0.98, at: 0, others: [], x: at + width / 2 };
    at += width;
    return mark;
  });
  const quad = [
    { x, y: y - height / 2 },
    { x: at, y: y - height / 2 },
    { x: at, y: y + height / 2 },
    { x, y: y + height / 2 },
  ] as const;
  return { text, score: 0.98, marks, x0: x, x1: at, y, height, quad };
}
