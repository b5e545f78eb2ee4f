import { problems } from '@scanfill/proxy/contract';
import { expect, test } from 'vitest';
import { speechOf } from '../texts/speak.ts';
import { english } from '../texts/testing/english.ts';
import { endWords, overText } from './phone-text.ts';

test('every problem of a hand-off has words, but the one after which the phone looks again', () => {
  const codes = Object.keys(problems).filter((code): code is keyof typeof problems => code.startsWith('handoff-'));
  expect(codes).toHaveLength(6);
  for (const code of codes) {
    const said = overText({ code, retry: 'no', params: {} });
    expect(said === undefined, code).toBe(code === 'handoff-unready');
  }
});

test('what has ended says where to begin anew, unless it is done', () => {
  const speech = speechOf(english);
  expect(endWords('phoneUsed', speech)).toBe('Another phone has used this link.\nPlease start again on your computer.');
  expect(endWords('phoneDone', speech)).toBe('Done. Go back to your computer; you can close this page.');
});
