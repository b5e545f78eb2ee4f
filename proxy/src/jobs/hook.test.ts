import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../contract/limits.ts';
import { withHook } from './hook.ts';
import type { Job } from './job.ts';
import { placeOf } from './place.ts';
import { reduce } from './reduce.ts';
import { tellDelayMs } from './schedule.ts';

const t0 = 1_800_000_000_000;
const hour = 60 * 60_000;
const ended: Job = {
  id: 'scan',
  card: 'passport',
  subject: 'somebody',
  createdAtMs: t0 - 5_000,
  attempts: 1,
  imageDigest: 'digest',
  consent: { version: 'v1', atMs: t0 - 9_000 },
  phase: { state: 'done', endedAtMs: t0, recognised: true, raw: { name: 'somebody’s' } },
};
const told = withHook(ended, t0);
const untold = (job: Job, atMs: number, more: object = {}) =>
  reduce(job, { kind: 'untold', spread: 0.5, atMs, ...more });

describe('what is still to be told', () => {
  test('has its time in the queue of ended scans, and leaves it when the host has it', () => {
    expect(placeOf(told)).toEqual({ queue: 'erase', lane: 'passport', atMs: t0 });
    expect(placeOf(untold(told, t0))).toMatchObject({ atMs: t0 + 5_000 });
    expect(reduce(untold(told, t0), { kind: 'told', atMs: t0 + 5_000 })).toEqual(ended);
    expect(placeOf(ended)).toMatchObject({ atMs: t0 + limits.retentionMs });
    expect(reduce(ended, { kind: 'told', atMs: t0 })).toBe(ended);
  });

  test('is tried again and again for a day, ever more seldom, and given up then', () => {
    let job = told;
    const waitsMs: number[] = [];
    for (let atMs = t0; job.hook?.givenUpAtMs === undefined; ) {
      job = untold(job, atMs);
      if (job.hook?.givenUpAtMs !== undefined) break;
      waitsMs.push((job.hook?.nextAtMs ?? 0) - atMs);
      atMs = job.hook?.nextAtMs ?? 0;
    }
    expect(waitsMs.length).toBeGreaterThan(20);
    expect(waitsMs.length).toBeLessThan(60);
    expect(Math.max(...waitsMs)).toBe(2 * hour);
    expect(waitsMs.slice(0, -1)).toEqual(waitsMs.slice(0, -1).toSorted((a, b) => a - b));
    expect(job.hook?.givenUpAtMs).toBe(t0 + 24 * hour);
  });

  test('comes not before the host said, nor all together', () => {
    expect(placeOf(untold(told, t0, { retryAfterMs: 120_000 })).atMs).toBe(t0 + 120_000);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 23 * hour }),
        (spread, agedMs) => {
          const { hook } = untold(told, t0 + agedMs, { spread });
          const waitMs = (hook?.nextAtMs ?? 0) - t0 - agedMs;
          expect(waitMs).toBeGreaterThanOrEqual(Math.min(tellDelayMs(agedMs) * 0.8 - 1, 24 * hour - agedMs));
          expect(waitMs).toBeLessThanOrEqual(tellDelayMs(agedMs) * 1.2 + 1);
        },
      ),
    );
  });

  test('outlives its scan by name only: nothing of the person, and no session’s', () => {
    const job = untold(told, t0 + hour);
    const emptied = reduce(job, { kind: 'emptied', atMs: t0 + hour });
    expect(JSON.stringify(emptied)).not.toContain('somebody’s');
    expect(emptied).toMatchObject({ subject: '', emptied: true, hook: { subject: 'somebody' }, phase: { raw: {} } });
    for (const gone of ['imageDigest', 'consent']) expect(emptied).not.toHaveProperty(gone);
    expect(placeOf(emptied).atMs).toBe(job.hook?.nextAtMs);
    expect(placeOf(reduce(emptied, { kind: 'told', atMs: t0 + 2 * hour })).atMs).toBe(t0);
  });

  test('is kept for a week once it was given up, and can be begun anew', () => {
    const job = reduce(reduce(told, { kind: 'emptied', atMs: t0 + hour }), { kind: 'unwanted', atMs: t0 + hour });
    expect(placeOf(job).atMs).toBe(t0 + hour + 7 * 24 * hour);
    const again = reduce(job, { kind: 'tell-again', atMs: t0 + 30 * hour });
    expect(placeOf(again).atMs).toBe(t0 + 30 * hour);
    expect(untold(again, t0 + 31 * hour).hook?.givenUpAtMs).toBeUndefined();
  });
});
