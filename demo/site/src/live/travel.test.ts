import type { DoneScan } from '@scanfill/proxy/contract';
import type { FlowState } from '@scanfill/widget';
import { expect, test } from 'vitest';
import type { Figure } from '../figures/figures.ts';
import { countedBetween, type Travel, travelAfter, whereabouts } from './travel.ts';

const image = new Blob(['1234']);
const scan = { id: 'scan-1', card: 'id-card-front', fields: {} } as unknown as DoneScan;
const done: FlowState = { phase: 'done', scan, fields: {} };

/** The way after these states, one every ten milliseconds. */
const after = (...states: readonly FlowState[]): Travel | undefined =>
  states.reduce<Travel | undefined>((travel, state, index) => travelAfter(travel, state, index * 10), undefined);

const chosen: FlowState = { phase: 'inspecting', name: 'card.jpg' };
const uploading = (loaded: number): FlowState => ({ phase: 'uploading', image, sent: { loaded, total: 4 } });

test('a way is written down from the choice to the fields, each time once', () => {
  const states = [chosen, { phase: 'preparing' }, uploading(0), uploading(4), { phase: 'recognising' }] as const;
  expect(after(...states, { phase: 'recognising', id: 'scan-1' }, done, done)).toEqual({
    name: 'card.jpg',
    phase: 'done',
    chosenAtMs: 0,
    sentAtMs: 20,
    bytes: 4,
    id: 'scan-1',
    endedAtMs: 60,
    scan,
  });
});

test('a reading that came back with a reload was not watched, and a new photo begins anew', () => {
  expect(after(done)).toBeUndefined();
  expect(after(chosen, { phase: 'idle' })).toBeUndefined();
  expect(after(chosen, done, { phase: 'inspecting', name: 'b.jpg' })).toEqual({
    name: 'b.jpg',
    phase: 'inspecting',
    chosenAtMs: 20,
  });
});

const failure = { code: 'network', retry: 'same', params: {} } as const;
test.each([
  ['while it is looked at', [chosen], 0, 'checks', 'now'],
  ['a refused file', [chosen, { phase: 'refused', failure }], 0, 'checks', 'stopped'],
  ['on its way to the proxy', [chosen, uploading(0)], 0, 'lane', 'now'],
  ['lost on the way there', [chosen, uploading(0), { phase: 'failed', failure }], 0, 'lane', 'stopped'],
  ['taken in and not handed on', [chosen, uploading(0), { phase: 'recognising', id: 'a' }], 0, 'lane', 'now'],
  ['handed on', [chosen, uploading(0), { phase: 'recognising', id: 'a' }], 1, 'green', 'now'],
  ['read', [chosen, done], 1, 'fields', 'arrived'],
] as const)('%s', (_what, states, calls, station, how) => {
  const travel = after(...(states as readonly FlowState[]));
  expect(travel && whereabouts(travel, calls)).toEqual({ station, how });
});

const figure = (name: string, value: number, labels: Figure['labels'] = {}): Figure => ({ name, labels, value });

test('a photo’s counts are what the proxy’s have grown by; a time is told where it is of one scan alone', () => {
  const reading = (scans: number): readonly Figure[] => [
    figure('scanfill_scans_created_total', scans, { card: 'passport' }),
    figure('scanfill_green_calls_total', scans, { operation: 'submit', outcome: 'accepted' }),
    figure('scanfill_green_calls_total', 2 * scans, { operation: 'query', outcome: 'answered' }),
    figure('scanfill_images_billed_total', scans, { confidence: 'sure' }),
    figure('scanfill_submission_wait_seconds_count', scans),
    figure('scanfill_submission_wait_seconds_sum', scans * 0.25),
  ];
  const one = { takenIn: 1, calls: 1, looks: 2, notifications: 0, billed: 1, waitedMs: 250, tookMs: undefined };
  expect(countedBetween(reading(4), reading(5))).toEqual(one);
  expect(countedBetween(reading(4), reading(6)).waitedMs).toBeUndefined();
});
