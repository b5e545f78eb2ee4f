import { describe, expect, test } from 'vitest';
import { WishError, wishOf } from './settings.ts';

describe('what the command is asked for', () => {
  test.each([
    [[], {}, { kind: 'start', port: 5180 }],
    [[], { PORT: '6000' }, { kind: 'start', port: 6000 }],
    [['--port', '0'], { PORT: '6000' }, { kind: 'start', port: 0 }],
    [['--help'], { NODE_ENV: 'production' }, { kind: 'help' }],
    [['-v'], {}, { kind: 'version' }],
  ])('%o with %o', (args, env, wish) => {
    expect(wishOf(args, env)).toEqual(wish);
  });

  test.each([
    [['--port', '80a'], {}, '"80a"'],
    [['--port', '70000'], {}, '"70000"'],
    [['--ports', '1'], {}, 'Usage'],
    [[], { NODE_ENV: 'production' }, '@scanfill/proxy'],
  ])('%o with %o is refused in words', (args, env, words) => {
    expect(() => wishOf(args, env)).toThrow(WishError);
    expect(() => wishOf(args, env)).toThrow(words);
  });
});
