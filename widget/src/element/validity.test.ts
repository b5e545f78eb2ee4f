import { expect, test } from 'vitest';
import type { FlowState } from '../core/flow/flow-state.ts';
import { doneScan } from '../core/testing/flow-world.ts';
import type { Speech } from '../texts/speak.ts';
import { validityOf } from './validity.ts';

const speech = { say: (key: string) => key } as unknown as Speech;
const scan = doneScan();
const read = (more: { filling?: boolean; undone?: true } = {}): FlowState<'id-card-front'> => ({
  phase: 'done',
  scan,
  fields: scan.fields,
  ...more,
});
const messageOf = (...states: readonly FlowState<'id-card-front'>[]): string =>
  validityOf(states, true, speech).message;

test('a form that is still being filled waits, whichever side filling goes on for', () => {
  expect(messageOf(read({ filling: true }))).toBe('notFilled');
  expect(messageOf(read(), read({ filling: true }))).toBe('notFilled');
  expect(validityOf([read({ filling: true })], false, speech).flags).toEqual({ customError: true });
});

test('a form goes once filling has settled, was taken back, or had nothing to fill', () => {
  for (const state of [read(), read({ filling: false }), read({ filling: false, undone: true })])
    expect(validityOf([state], true, speech)).toEqual({ flags: {}, message: '' });
});

test('a photo on its way is said before a form that is still being filled', () => {
  expect(messageOf(read({ filling: true }), { phase: 'recognising' } as const)).toBe('notYet');
});
