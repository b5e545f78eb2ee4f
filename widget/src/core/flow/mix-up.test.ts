import type { CardName, Warning } from '@scanfill/proxy/contract';
import { expect, test, vi } from 'vitest';
import { ScanError } from '../base/scan-error.ts';
import type { FlowState } from './flow-state.ts';
import { mixUpOf } from './mix-up.ts';

type Read = {
  readonly recognised?: boolean;
  readonly warnings?: readonly Warning[];
  readonly raw?: object;
  readonly photo?: File | null;
};

function sideOf(card: CardName, { recognised = true, warnings = [], raw = {}, photo = new File([], card) }: Read = {}) {
  const scan = { id: `scan of ${card}`, recognised, warnings, raw };
  const state = { phase: 'done', scan, fields: {} } as unknown as FlowState;
  return steered(card, state, photo ?? undefined);
}
const idle = (card: CardName) => steered(card, { phase: 'idle' });

function steered(card: CardName, state: FlowState, photo?: File) {
  const deeds = { choose: vi.fn(), clear: vi.fn() };
  const flow = { photo: () => photo, keep: vi.fn(), pickUp: vi.fn() };
  return { card, photo, scan: { state, ...deeds, flow } };
}

const otherSide = [{ code: 'other-side' }] as const;
const recast = vi.fn(async (_id: string, card: CardName) => `recast to ${card}`);
const never = async () => Promise.reject(new Error('not asked for'));
const back = { authority: '公安局', endDate: '2040-01-01' };

test('nothing found on either side: perhaps they are swapped, which is offered once and not claimed', async () => {
  const front = sideOf('driver-license-front', { recognised: false });
  const second = sideOf('driver-license-back', { recognised: false });
  const mixUp = mixUpOf([front, second], never);
  expect(mixUp?.kind).toBe('swappedPerhaps');
  await mixUp?.mend();
  expect(front.scan.choose).toHaveBeenCalledWith(second.photo);
  expect(second.scan.choose).toHaveBeenCalledWith(front.photo);
  const again = [
    sideOf('driver-license-front', { recognised: false, photo: second.photo ?? null }),
    sideOf('driver-license-back', { recognised: false, photo: front.photo ?? null }),
  ];
  expect(mixUpOf(again, never)).toBeUndefined();
});

test('one side that shows the other, and nothing found on that one, are swapped too', () => {
  const front = sideOf('id-card-front', { warnings: otherSide });
  expect(mixUpOf([front, sideOf('id-card-back', { recognised: false })], never)?.kind).toBe('swapped');
});

test('nothing found on one side alone says nothing about where it belongs', () => {
  const sides = [sideOf('id-card-front', { recognised: false }), sideOf('id-card-back')];
  expect(mixUpOf(sides, never)).toBeUndefined();
});

test('what was read of the other side is moved there with its photo, and nothing is sent again', async () => {
  const from = sideOf('id-card-front', { recognised: false, warnings: otherSide, raw: back });
  const to = idle('id-card-back');
  const mixUp = mixUpOf([from, to], recast);
  expect(mixUp).toMatchObject({ kind: 'misplaced', from: 'id-card-front', to: 'id-card-back' });
  await mixUp?.mend();
  expect(from.scan.clear).toHaveBeenCalledWith(true);
  expect(to.scan.flow.keep).toHaveBeenCalledWith('recast to id-card-back', from.photo);
  expect(to.scan.flow.pickUp).toHaveBeenCalled();
  expect(to.scan.choose).not.toHaveBeenCalled();
});

test('a photo that only says which side it is, is read anew there', async () => {
  const from = sideOf('id-card-front', { recognised: false, warnings: otherSide, raw: { type: 'back' } });
  const to = idle('id-card-back');
  await mixUpOf([from, to], never)?.mend();
  expect(from.scan.clear).toHaveBeenCalledWith(true);
  expect(to.scan.choose).toHaveBeenCalledWith(from.photo);
  // After a reload there is no photo to be read.
  const without = sideOf('id-card-front', { warnings: otherSide, photo: null });
  expect(mixUpOf([without, to], never)).toBeUndefined();
});

test('where the reading cannot be had any more the photo is read anew; where it may be later, nothing is', async () => {
  const from = sideOf('id-card-front', { warnings: otherSide, raw: back });
  const to = idle('id-card-back');
  await mixUpOf([from, to], async () => Promise.reject(new ScanError('scan-not-found')))?.mend();
  expect(to.scan.choose).toHaveBeenCalledWith(from.photo);
  const second = sideOf('id-card-front', { warnings: otherSide, raw: back });
  const mend = mixUpOf([second, to], async () => Promise.reject(new ScanError('network')))?.mend();
  await expect(mend).rejects.toMatchObject({ code: 'network' });
  expect(second.scan.clear).not.toHaveBeenCalled();
});

test('a bank card where an ID card was asked goes to its own place, where there is one', async () => {
  const bankCard = [{ code: 'other-card', card: 'bank-card' }] as const;
  const from = sideOf('id-card-front', { recognised: false, warnings: bankCard });
  const to = idle('bank-card');
  const sides = [from, idle('id-card-back'), to];
  const mixUp = mixUpOf(sides, never);
  expect(mixUp).toMatchObject({ kind: 'misplaced', to: 'bank-card' });
  await mixUp?.mend();
  expect(to.scan.choose).toHaveBeenCalledWith(from.photo);
  expect(mixUpOf([from, idle('id-card-back')], never)).toBeUndefined();
  expect(mixUpOf([from, sideOf('bank-card')], never)).toBeUndefined();
});

test('the other side in the same photo is offered where it is missing, and the first one stays', async () => {
  const from = sideOf('id-card-front', { raw: { name: '张三', ...back } });
  const to = idle('id-card-back');
  const mixUp = mixUpOf([from, to], recast);
  expect(mixUp).toMatchObject({ kind: 'beside', from: 'id-card-front', to: 'id-card-back' });
  await mixUp?.mend();
  expect(from.scan.clear).not.toHaveBeenCalled();
  expect(to.scan.flow.keep).toHaveBeenCalledWith('recast to id-card-back', from.photo);
  expect(mixUpOf([from, sideOf('id-card-back')], recast)).toBeUndefined();
});
