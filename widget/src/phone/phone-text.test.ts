import { problems } from '@scanfill/proxy/contract';
import { expect, test } from 'vitest';
import { overText } from './phone-text.ts';

test('every problem of a hand-off has words, but the one after which the phone looks again', () => {
  const codes = Object.keys(problems).filter((code): code is keyof typeof problems => code.startsWith('handoff-'));
  expect(codes).toHaveLength(6);
  for (const code of codes) {
    const said = overText({ code, retry: 'no', params: {} });
    expect(said === undefined, code).toBe(code === 'handoff-unready');
  }
});
