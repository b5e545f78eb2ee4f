import { cardNames } from '@scanfill/proxy/contract';
import { expect, test } from 'vitest';
import { groups } from './groups.ts';

test('every card type of the contract can be picked, once', () => {
  expect(groups.flatMap((group) => group.cards).sort()).toEqual([...cardNames].sort());
});
