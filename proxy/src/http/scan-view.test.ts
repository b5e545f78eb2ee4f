import { expect, test } from 'vitest';
import type { Job } from '../jobs/job.ts';
import { createView, scanOf } from './scan-view.ts';

test('a result’s texts bear no NUL, control or direction marks, in fields nor in what was received', () => {
  const raw = { surname: '\u202eIL\u202c\0', 'name\u2066': 'HUA\u001b[2J', address: 'Road 1\nCity' };
  const scan = scanOf({
    id: 'AAAAAAAAAAAAAAAAAAAAAA',
    card: 'passport',
    subject: 'visitor',
    createdAtMs: 0,
    attempts: 1,
    phase: { state: 'done', endedAtMs: 1_000, recognised: true, raw },
  });
  expect(scan).toMatchObject({
    fields: { surname: 'IL' },
    raw: { surname: 'IL', name: 'HUA[2J', address: 'Road 1 City' },
  });
  expect(JSON.stringify(scan)).not.toMatch(/\\u0|[\p{Cc}\p{Bidi_Control}]/u);
});

test('a receipt is written once for a job that several look at, and again for the same scan read anew', () => {
  const job: Job = {
    id: 'AAAAAAAAAAAAAAAAAAAAAA',
    card: 'passport',
    subject: 'visitor',
    createdAtMs: 0,
    attempts: 1,
    phase: { state: 'done', endedAtMs: 1_000, recognised: true, raw: {} },
  };
  let count = 0;
  const view = createView(() => {
    count += 1;
    return `receipt ${count}`;
  });
  expect([job, job, { ...job }].map((each) => view(each))).toMatchObject([
    { receipt: 'receipt 1' },
    { receipt: 'receipt 1' },
    { receipt: 'receipt 2' },
  ]);
});

test('what was read of another card is nothing of this one', () => {
  const phase = { state: 'done', endedAtMs: 1_000, recognised: true, raw: { number: '6222021234567890128' } } as const;
  const job: Job = {
    id: 'A'.repeat(22),
    card: 'id-card-front',
    subject: 'visitor',
    createdAtMs: 0,
    attempts: 1,
    phase,
  };
  expect(scanOf(job)).toMatchObject({
    recognised: false,
    warnings: expect.arrayContaining([{ code: 'other-card', card: 'bank-card' }]),
  });
  expect(
    scanOf({ ...job, card: 'bank-card', phase: { ...phase, raw: { bankCardNum: '6222021234567890128' } } }),
  ).toMatchObject({
    recognised: true,
    warnings: [],
  });
});
