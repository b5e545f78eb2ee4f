import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Job, Phase } from './job.ts';
import { type JobEvent, reduce } from './reduce.ts';
import { unsettledAfter, unsettledByErasure, unsettledFrom, unsettledKey } from './unsettled.ts';

const t0 = 1_800_000_000_000;
const fresh: Job = {
  id: 'scan',
  card: 'passport',
  subject: 'somebody',
  createdAtMs: t0,
  attempts: 0,
  image: 'an-image',
  phase: { state: 'queued', readyAtMs: t0 },
};
const submitting: Phase = { state: 'submitting', batchId: 'b', markedAtMs: t0, leaseUntilMs: t0 + 45_000 };
const unknown: Phase = { state: 'unknown', batchId: 'b', markedAtMs: t0, nextTryAtMs: t0, arrived: false };
const submitted: Phase = { state: 'submitted', taskId: 'img5A@1', submittedAtMs: t0, looks: 0, nextLookAtMs: t0 };

/** What an event leaves unsettled of a scan in a phase. */
function left(phase: Phase, event: object, attempts = 0) {
  const before = { ...fresh, attempts, phase };
  const about = { atMs: t0 + 1_000, ...event } as JobEvent;
  return unsettledAfter(before, about, reduce(before, about));
}
const failed = (of: object, greenCode: string, attempts = 1) => ({
  kind: 'failed',
  of,
  code: 'green-failed',
  greenCode,
  attempts,
});

describe('what may have been billed without a result', () => {
  test('is a submission that stays unconfirmed, or whose hour is over', () => {
    expect(left(unknown, { kind: 'tried', batchId: 'b', atMs: t0 + 180_000 })).toEqual({
      dataId: 'scan',
      card: 'passport',
      attempt: 1,
      sentAtMs: t0,
      atMs: t0 + 180_000,
      outcome: 'unconfirmed',
    });
    expect(left(submitted, { kind: 'unheard', taskId: 'img5A@1', atMs: t0 + 3_600_000 }, 1)).toMatchObject({
      attempt: 1,
      taskId: 'img5A@1',
      outcome: 'expired',
    });
  });

  test.each([
    ['480', 1, '480'],
    ['586', 1, '586'],
    ['594', 1, 'expired'],
    ['480', 2, '480'],
  ])(
    'is a task that ended with %s, also where it is submitted once more (%d allowed)',
    (greenCode, attempts, outcome) => {
      expect(left(submitted, failed({ taskId: 'img5A@1' }, greenCode, attempts), 1)).toMatchObject({
        outcome,
        attempt: 1,
      });
    },
  );

  test.each([
    ['480', true],
    ['587', true],
    ['590', true],
    ['400', false],
    ['596', false],
    ['SignatureDoesNotMatch', false],
  ])('is a submission answered %s, unless that says that nothing was done: %s', (greenCode, isLeft) => {
    for (const phase of [submitting, unknown])
      expect(left(phase, failed({ batchId: 'b' }, greenCode)) !== undefined).toBe(isLeft);
  });

  test.each([
    ['what was not sent', submitting, { kind: 'not-sent', batchId: 'b' }],
    ['what was throttled', submitting, { kind: 'throttled', batchId: 'b' }],
    ['what nobody fetched', unknown, { kind: 'withdrawn', batchId: 'b' }],
    ['a lost answer that is looked into', submitting, { kind: 'lost', batchId: 'b' }],
    ['a task that runs', submitted, { kind: 'looked', taskId: 'img5A@1' }],
    ['a result', submitted, { kind: 'recognised', recognised: true, raw: {} }],
    ['an event of another task', submitted, failed({ taskId: 'another' }, '480')],
    ['a scan that was never sent', fresh.phase, { kind: 'overdue' }],
  ] as const)('is not %s', (_, phase, event) => {
    expect(left(phase, event)).toBeUndefined();
  });

  test('is a scan erased on its way, not one that waits or has ended', () => {
    const erased = (phase: Phase) => unsettledByErasure({ ...fresh, phase }, t0 + 5)?.outcome;
    expect([submitting, unknown, submitted].map(erased)).toEqual(['erased', 'erased', 'erased']);
    expect(erased(fresh.phase)).toBeUndefined();
    expect(erased({ state: 'done', endedAtMs: t0, recognised: true, raw: {} })).toBeUndefined();
    expect(erased({ state: 'failed', endedAtMs: t0, code: 'unconfirmed' })).toBeUndefined();
  });

  test('names nobody, shows no image, and holds nothing a spreadsheet would run', () => {
    const phase: Phase = { ...submitted, taskId: '=HYPERLINK("x")', requestId: `@SUM(1)|${'x'.repeat(500)}` };
    const entry = left(phase, failed({ taskId: '=HYPERLINK("x")' }, '4 80\n'), 1);
    expect(entry).toMatchObject({ taskId: '_HYPERLINK__x__', outcome: '4_80_' });
    expect(entry?.requestId).toHaveLength(128);
    expect(JSON.stringify(entry)).not.toMatch(/somebody|an-image/);
  });
});

test('keys order entries by time', () => {
  const entry = { dataId: 'scan', card: 'passport', attempt: 1, sentAtMs: t0, outcome: 'x' } as const;
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (a, b) => {
      const [first, second] = [a, b].map((atMs) => unsettledKey({ ...entry, atMs })) as [string, string];
      expect(first < second).toBe(a < b);
      expect(unsettledFrom(a) <= first).toBe(true);
    }),
  );
});
