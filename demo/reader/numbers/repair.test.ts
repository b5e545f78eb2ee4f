import { parseIdNumber } from '@scanfill/proxy/contract';
import { describe, expect, test } from 'vitest';
import { type Guess, repair } from './repair.ts';

const digits = '0123456789';
const read = (text: string, doubts: Record<number, string> = {}): Guess[] =>
  [...text].map((char, place) => ({
    char,
    score: doubts[place] === undefined ? 0.99 : 0.6,
    others: [...(doubts[place] ?? '')].map((other) => ({ char: other, score: 0.3 })),
  }));
const idAlphabet = (place: number) => (place === 17 ? `${digits}X` : digits);
const isId = (text: string) => parseIdNumber(text) !== undefined;

describe('repair', () => {
  test('leaves a valid reading alone', () => {
    expect(repair(read('11010519491231002X'), idAlphabet, isId)).toMatchObject({
      text: '11010519491231002X',
      changes: 0,
    });
  });

  test('turns letters into the digits they look like', () => {
    expect(repair(read('11O1O51949I23100ZX'), idAlphabet, isId)?.text).toBe('11010519491231002X');
  });

  test("takes the recogniser's second thought where the check digit asks for it", () => {
    expect(repair(read('11010519491231007X', { 16: '2' }), idAlphabet, isId)?.text).toBe('11010519491231002X');
  });

  test('does not change what was plainly read, even where the check digit fails', () => {
    expect(repair(read('110105194912310021'), idAlphabet, isId)).toBeUndefined();
  });

  test('never makes a letter of a digit that looks the same: on clean prints too the recogniser is in doubt about these', () => {
    const any = () => `${digits}KO`;
    expect(repair(read('K029', { 1: 'O' }), any, (text) => text === 'KO29')).toBeUndefined();
    expect(repair(read('KO29', { 1: '0' }), any, (text) => text === 'K029')?.text).toBe('K029');
  });

  test('gives nothing rather than change more than allowed', () => {
    expect(repair(read('11010519491231002X'), idAlphabet, (text) => text === '99999999999999999X')).toBeUndefined();
  });

  test('gives nothing where a place cannot be of its alphabet', () => {
    expect(repair(read('110105194912310?2X'), idAlphabet, isId)).toBeUndefined();
  });
});
