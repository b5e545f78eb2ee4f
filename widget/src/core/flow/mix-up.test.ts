import type { CardName, Warning } from '@scanfill/proxy/contract';
import { expect, test, vi } from 'vitest';
import type { FlowState } from './flow-state.ts';
import { mixUpOf } from './mix-up.ts';

function sideOf(card: CardName, recognised: boolean, warnings: readonly Warning[] = [], photo = new File([], card)) {
  const state = { phase: 'done', scan: { recognised, warnings }, fields: {} } as unknown as FlowState;
  const choose = vi.fn();
  const scan = { state, choose, clear: vi.fn(), flow: { photo: () => photo } };
  return { card, scan, choose, photo };
}

test('nothing found on either side: perhaps they are swapped, which is offered once and not claimed', () => {
  const front = sideOf('driver-license-front', false);
  const back = sideOf('driver-license-back', false);
  const mixUp = mixUpOf([front, back]);
  expect(mixUp?.kind).toBe('swappedPerhaps');
  mixUp?.mend();
  expect(front.choose).toHaveBeenCalledWith(back.photo);
  expect(back.choose).toHaveBeenCalledWith(front.photo);
  const again = [
    sideOf('driver-license-front', false, [], back.photo),
    sideOf('driver-license-back', false, [], front.photo),
  ];
  expect(mixUpOf(again)).toBeUndefined();
});

test('one side that shows the other, and nothing found on that one, are swapped too', () => {
  const front = sideOf('id-card-front', true, [{ code: 'other-side' }]);
  expect(mixUpOf([front, sideOf('id-card-back', false)])?.kind).toBe('swapped');
});

test('nothing found on one side alone says nothing about where it belongs', () => {
  expect(mixUpOf([sideOf('id-card-front', false), sideOf('id-card-back', true)])).toBeUndefined();
});
