import { describe, expect, test } from 'vitest';
import type { Reading } from '../sight/recognise.ts';
import { looksMachineReadable, readZone } from './mrz.ts';

const reading = (text: string, lost: readonly number[] = []): Reading => {
  const glyphs = [...text]
    .map((char, place) => ({ char, score: 0.95, at: (place + 0.5) / text.length, others: [] }))
    .filter((_, place) => !lost.includes(place));
  return { text: glyphs.map(({ char }) => char).join(''), glyphs, score: 0.95 };
};
// The sample of ICAO 9303-4, appendix A.
const upper = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<';
const lower = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10';

describe('readZone', () => {
  test('reads the standard’s sample with all five check digits', () => {
    expect(readZone([reading(upper)], [reading(lower)])).toEqual({
      line0: upper,
      line1: lower,
      fits: 5,
      doubt: expect.any(Number),
      mends: 0,
    });
  });

  test('puts back fillers that were lost, by where the others stand', () => {
    expect(readZone([reading(upper)], [reading(lower, [38, 39, 40])])?.line1).toBe(lower);
    expect(readZone([reading(upper, [41, 42, 43])], [reading(lower)])?.line0).toBe(upper);
  });

  test('tells O from 0 and other look-alikes by place and check digit', () => {
    const misread = lower.replace('L898902C36', 'L8989O2C36').replace('7408122', '74O8122');
    expect(readZone([reading(upper)], [reading(misread)])?.line1).toBe(lower);
  });

  test('mends letters in names and odd fillers behind them', () => {
    const misread = upper.replace('ANNA', 'ANN4').replace('<<<<<<<<<<<<<<<<<<<', '<<<<<<K<<<<<<<<<<<<');
    expect(readZone([reading(misread)], [reading(lower)])?.line0).toBe(upper);
  });

  test('prefers the reading whose check digits fit', () => {
    expect(readZone([reading(upper)], [reading(lower.replace('UTO74', 'UTO94')), reading(lower)])?.line1).toBe(lower);
  });

  test('is nothing where the lines are no passport’s', () => {
    expect(readZone([reading('THE QUICK BROWN FOX JUMPS OVER THE LAZY DOGS')], [reading(lower)])).toBeUndefined();
    expect(readZone([reading(upper)], [reading('00000000000000000000000000000000000000000000')])).toBeUndefined();
  });
});

test('knows the look of a machine-readable line', () => {
  expect(looksMachineReadable(upper)).toBe(true);
  expect(looksMachineReadable('Ministry of Foreign Affairs')).toBe(false);
  // Its fillers overlooked.
  expect(looksMachineReadable('P<CHNWANG<<HAOLAN<<')).toBe(true);
  expect(looksMachineReadable('G152579272CHN8412014M260222')).toBe(true);
  expect(looksMachineReadable('PASSPORT<')).toBe(false);
});

test('takes the plainer of two readings of the names', () => {
  const vague = reading(upper.replace('<<ANNA<MARIA<<<<<<', 'ESANNASMARIASESSES'));
  const doubtful = { ...vague, glyphs: vague.glyphs.map((glyph, i) => ({ ...glyph, score: i > 12 ? 0.4 : 0.98 })) };
  expect(readZone([doubtful, reading(upper)], [reading(lower)])?.line0).toBe(upper);
});
