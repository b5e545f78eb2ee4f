import { expect, test } from 'vitest';
import { heldFor } from './shown-card.ts';

const front = { name: '张三', number: '11010519491231002X', numberValid: true };
const back = { authority: '北京市公安局', startDate: '2020-01-01', endDate: '2040-01-01' };

test('an answer that holds the other side gives that side’s values, and what is about the picture', () => {
  const raw = { ...front, ...back, angle: 90, type: 'front', unknown: 'x' };
  expect(heldFor('id-card-back', 'id-card-front', raw)).toEqual({ ...back, angle: 90, unknown: 'x' });
  const { numberValid, ...printed } = front;
  expect(heldFor('id-card-front', 'id-card-back', { ...raw, type: 'front' })).toEqual({
    ...printed,
    numberValid,
    angle: 90,
    type: 'front',
    unknown: 'x',
  });
});

test('one that does not, gives nothing', () => {
  expect(heldFor('id-card-back', 'id-card-front', { ...front, authority: ' ', type: 'back' })).toBeUndefined();
  expect(heldFor('id-card-front', 'id-card-front', front)).toBeUndefined();
  expect(heldFor('vehicle-license-back', 'vehicle-license-front', { plateNum: '京A12345' })).toBeUndefined();
  // Passports and licences have a name too.
  expect(heldFor('passport', 'bank-card', { name: '张三' })).toBeUndefined();
});

test('a card of another kind is given where it is told by a field that no third one has', () => {
  expect(heldFor('bank-card', 'id-card-front', { name: '', bankCardNum: '6222021234567890128' })).toEqual({
    bankCardNum: '6222021234567890128',
  });
});
