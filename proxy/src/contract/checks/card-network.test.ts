import { expect, test } from 'vitest';
import { cardNetwork, cardNetworks } from './card-network.ts';

test.each([
  ['6222021234567890128', 'UnionPay'],
  ['8171 9999 0000 0000 021', 'UnionPay'],
  ['6240008631401148', 'UnionPay'],
  ['378282246310005', 'American Express'],
  ['3530111333300000', 'JCB'],
  ['30569309025904', 'Diners Club'],
  ['4222222222222', 'Visa'],
  ['4111-1111-1111-1111', 'Visa'],
  ['5555555555554444', 'Mastercard'],
  ['2221000000000009', 'Mastercard'],
  ['2720999999999996', 'Mastercard'],
  ['6011111111111117', 'Discover'],
  ['6759649826438453', 'Maestro'],
  ['9558820200012345678', 'a Chinese bank, before UnionPay'],
  ['2721000000000004', undefined],
  ['1234567890123456', undefined],
  ['411111111111111', undefined],
  ['card', undefined],
])('%s is %s', (number, name) => {
  expect(cardNetwork(number)?.name).toBe(name);
});

test('all lengths lie between 13 and 19 digits', () => {
  for (const { lengths } of cardNetworks) for (const length of lengths) expect(length >= 13 && length <= 19).toBe(true);
});
