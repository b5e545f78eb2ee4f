import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasEnded, type Job, type JobState, type Phase } from './job.ts';
import { placeOf } from './place.ts';
import { type JobEvent, reduce } from './reduce.ts';
import { lookDelayMs, times } from './schedule.ts';

const t0 = 1_800_000_000_000;
const fresh: Job = {
  id: 'scan',
  card: 'passport',
  subject: 's',
  createdAtMs: t0,
  attempts: 0,
  image: 'image',
  phase: { state: 'queued', readyAtMs: t0 },
};

const batchId = fc.constantFrom('b1', 'b2');
const taskId = fc.constantFrom('t1', 't2');
const of = fc.oneof(fc.record({ batchId }), fc.record({ taskId }));

const event: fc.Arbitrary<JobEvent> = fc
  .tuple(
    fc.integer({ min: 0, max: 4_000_000 }),
    fc.oneof(
      fc.record({ kind: fc.constantFrom('released', 'overdue', 'image-erased') }),
      fc.record({
        kind: fc.constantFrom('marked', 'not-sent', 'throttled', 'lost', 'arrived', 'tried', 'withdrawn'),
        batchId,
      }),
      fc.record({ kind: fc.constant('accepted'), batchId, taskId }),
      fc.record(
        {
          kind: fc.constant('notified'),
          batchId,
          taskId,
          notice: fc.record({
            verified: fc.boolean(),
            result: fc.constant({ kind: 'done', recognised: true, raw: {} }),
          }),
          adopted: fc.boolean(),
        },
        { requiredKeys: ['kind', 'batchId', 'taskId'] },
      ),
      fc.record({ kind: fc.constantFrom('looked', 'unheard'), taskId }),
      fc.record({ kind: fc.constant('recognised'), recognised: fc.boolean(), raw: fc.constant({}) }),
      fc.record({
        kind: fc.constant('failed'),
        of,
        code: fc.constantFrom('green-download', 'green-busy'),
        attempts: fc.integer({ min: 1, max: 5 }),
      }),
    ),
  )
  .map(([passedMs, rest]) => ({ ...rest, atMs: t0 + passedMs }) as JobEvent);

/** Which states may follow which, by the event that leads there; everything else must leave the state as it is. */
const moves: { readonly [E in JobEvent['kind']]?: { readonly [S in JobState]?: readonly JobState[] } } = {
  overdue: { queued: ['failed'] },
  marked: { queued: ['submitting'] },
  'not-sent': { submitting: ['queued'] },
  throttled: { submitting: ['queued'] },
  accepted: { submitting: ['submitted'], unknown: ['submitted'], submitted: ['submitted'] },
  notified: {
    queued: ['queued', 'submitted'],
    submitting: ['submitted'],
    unknown: ['submitted'],
    submitted: ['submitted'],
  },
  lost: { submitting: ['unknown'] },
  arrived: { unknown: ['unknown', 'failed'] },
  tried: { unknown: ['unknown', 'failed'] },
  withdrawn: { unknown: ['queued', 'unknown'] },
  looked: { submitted: ['submitted', 'failed', 'done'] },
  unheard: { submitted: ['submitted', 'failed', 'done'] },
  recognised: { queued: ['done'], submitting: ['done'], unknown: ['done'], submitted: ['done'] },
  failed: {
    submitting: ['queued', 'failed'],
    unknown: ['queued', 'failed'],
    submitted: ['queued', 'failed'],
  },
};

/** Whether an event belongs to the batch or task that the job is with now. */
function belongs(job: Job, { kind, ...rest }: JobEvent): boolean {
  const names = 'of' in rest ? rest.of : kind === 'accepted' && 'batchId' in rest ? { batchId: rest.batchId } : rest;
  if (kind === 'marked') return true;
  if (kind === 'accepted' && job.phase.state === 'submitted')
    return 'batchId' in rest && job.phase.batchId === rest.batchId && job.phase.hintedAtMs !== undefined;
  if (kind === 'notified' && 'adopted' in rest && job.phase.state === 'queued') return rest.adopted === true;
  if (kind === 'notified' && 'taskId' in names && job.phase.state === 'submitted')
    return job.phase.taskId === names.taskId && 'batchId' in rest && job.phase.batchId === rest.batchId;
  if ('batchId' in names)
    return job.phase.state !== 'submitted' && 'batchId' in job.phase && job.phase.batchId === names.batchId;
  if ('taskId' in names) return 'taskId' in job.phase && job.phase.taskId === names.taskId;
  return true;
}

describe('the reducer', () => {
  test('moves along the allowed ways only, never after the end, and not for another batch or task', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let job = fresh;
        for (const each of events) {
          const next = reduce(job, each);
          const concerned = !hasEnded(job) && belongs(job, each);
          const allowed = concerned ? moves[each.kind]?.[job.phase.state] : undefined;
          expect(allowed ?? [job.phase.state]).toContain(next.phase.state);
          if (!concerned) expect(next.phase).toBe(job.phase);
          job = next;
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('takes every allowed way', () => {
    const events = [1_000, 200_000, 4_000_000].flatMap((passedMs) =>
      [
        { kind: 'released' },
        { kind: 'overdue' },
        ...(['marked', 'not-sent', 'throttled', 'lost', 'arrived', 'tried', 'withdrawn'] as const).map((kind) => ({
          kind,
          batchId: 'b',
        })),
        { kind: 'accepted', batchId: 'b', taskId: 't' },
        { kind: 'accepted', batchId: 'b', taskId: 'u' },
        { kind: 'notified', batchId: 'b', taskId: 't' },
        {
          kind: 'notified',
          batchId: 'b',
          taskId: 't',
          adopted: true,
          notice: { verified: false, result: { kind: 'done', recognised: true, raw: {} } },
        },
        { kind: 'looked', taskId: 't' },
        { kind: 'unheard', taskId: 't' },
        { kind: 'recognised', recognised: true, raw: {} },
        ...[1, 3].flatMap((attempts) =>
          [{ batchId: 'b' }, { taskId: 't' }].map((each) => ({
            kind: 'failed',
            of: each,
            code: 'green-busy',
            attempts,
          })),
        ),
      ].map((each) => ({ ...each, atMs: t0 + passedMs }) as JobEvent),
    );
    const taken = new Set<string>();
    let reached = [fresh];
    for (let step = 0; step < 4; step++) {
      const next = new Map<string, Job>();
      for (const job of reached)
        for (const each of events) {
          const after = reduce(job, each);
          if (after === job) continue;
          taken.add(`${each.kind}: ${job.phase.state} → ${after.phase.state}`);
          next.set(JSON.stringify(after), after);
        }
      reached = [...next.values()];
    }
    const wanted = Object.entries(moves).flatMap(([kind, from]) =>
      Object.entries(from).flatMap(([state, to]) => to.map((each) => `${kind}: ${state} → ${each}`)),
    );
    // Where the request has arrived, evidence to the contrary changes nothing: not even a new object. Nor does a
    // stranger's notification.
    expect(wanted.filter((way) => !taken.has(way))).toEqual([
      'notified: queued → queued',
      'withdrawn: unknown → unknown',
    ]);
  });

  test('is in exactly one queue that fits its state, with a time that can come', () => {
    const queueOf = {
      queued: 'submit',
      submitting: 'resolve',
      unknown: 'resolve',
      submitted: 'poll',
      done: 'erase',
      failed: 'erase',
    };
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        const job = events.reduce(reduce, fresh);
        const { queue, lane, atMs } = placeOf(job);
        expect(queue).toBe(queueOf[job.phase.state]);
        expect(lane).toBe(job.card);
        expect(Number.isFinite(atMs)).toBe(true);
      }),
    );
  });

  test('counts an attempt only for work that Green may have done, and once for each submission', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let job = fresh;
        let worked = 0;
        for (const each of events) {
          const next = reduce(job, each);
          const entered = next.phase.state !== job.phase.state || next.attempts !== job.attempts;
          if (entered && (each.kind === 'accepted' || each.kind === 'notified')) worked += 1;
          if (entered && each.kind === 'failed' && job.phase.state !== 'submitted') worked += 1;
          expect(next.attempts).toBe(worked);
          job = next;
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('a task named before its submission is answered is asked for only once no answer can come', () => {
    const marked = reduce(fresh, { kind: 'marked', batchId: 'b', atMs: t0 });
    const told = {
      kind: 'notified',
      batchId: 'b',
      taskId: 't',
      notice: { verified: true, result: { kind: 'done', recognised: true, raw: {} } },
    } as const;
    const named = reduce(marked, { ...told, atMs: t0 + 100 });
    expect(named.phase).toMatchObject({ taskId: 't', nextLookAtMs: t0 + times.answerWithinMs });
    const again = reduce(named, { ...told, atMs: t0 + 6_000 });
    expect(again.phase).toMatchObject({ nextLookAtMs: t0 + times.answerWithinMs });
    const answered = (taskId: string) =>
      reduce(again, { kind: 'accepted', batchId: 'b', taskId, atMs: t0 + 7_000 }).phase;
    expect(answered('t')).toMatchObject({ taskId: 't', nextLookAtMs: t0 + 8_000, notice: told.notice });
    expect(answered('u')).toMatchObject({ taskId: 'u', nextLookAtMs: t0 + 8_000 });
    expect(answered('u')).not.toHaveProperty('notice');
    const late = reduce(marked, { ...told, atMs: t0 + times.answerWithinMs });
    expect(late.phase).toMatchObject({ nextLookAtMs: t0 + times.answerWithinMs });
  });

  test('an unknown job that Green was proved to have is never queued again, whatever the evidence', () => {
    const unknown: Phase = { state: 'unknown', batchId: 'b', markedAtMs: t0, nextTryAtMs: t0, arrived: true };
    const job = { ...fresh, phase: unknown };
    expect(reduce(job, { kind: 'withdrawn', batchId: 'b', atMs: t0 + 90_000 })).toBe(job);
  });

  test('an unknown job is given up after three minutes, not before', () => {
    const unknown: Phase = { state: 'unknown', batchId: 'b', markedAtMs: t0, nextTryAtMs: t0, arrived: false };
    const before = reduce(
      { ...fresh, phase: unknown },
      { kind: 'tried', batchId: 'b', atMs: t0 + times.unconfirmedMs - 1 },
    );
    expect(before.phase).toMatchObject({ state: 'unknown', nextTryAtMs: t0 + times.unconfirmedMs });
    const after = reduce(before, { kind: 'tried', batchId: 'b', atMs: t0 + times.unconfirmedMs });
    expect(after.phase).toMatchObject({ state: 'failed', code: 'unconfirmed' });
  });

  test('looks follow their schedule for an hour', () => {
    let job = reduce(reduce(fresh, { kind: 'marked', batchId: 'b', atMs: t0 }), {
      kind: 'accepted',
      batchId: 'b',
      taskId: 't',
      atMs: t0,
    });
    const looks: number[] = [];
    while (job.phase.state === 'submitted') {
      looks.push(job.phase.nextLookAtMs - t0);
      job = reduce(job, { kind: 'looked', taskId: 't', atMs: job.phase.nextLookAtMs });
    }
    expect(looks.slice(0, 11)).toEqual([1, 2, 4, 7, 12, 20, 33, 53, 83, 143, 203].map((second) => second * 1_000));
    expect(looks.at(-1)).toBe(60 * 60_000);
    expect(job.phase).toMatchObject({ state: 'failed', code: 'unconfirmed' });
    expect(lookDelayMs(100)).toBe(60_000);
  });

  test('a look that brought no answer is repeated soon and does not stretch the schedule', () => {
    const phase: Phase = { state: 'submitted', taskId: 't', submittedAtMs: t0, looks: 7, nextLookAtMs: t0 + 53_000 };
    expect(reduce({ ...fresh, phase }, { kind: 'unheard', taskId: 't', atMs: t0 + 53_000 }).phase).toMatchObject({
      looks: 7,
      nextLookAtMs: t0 + 55_000,
    });
  });

  test('a failure that allows another attempt waits longer each time', () => {
    const fail = (job: Job, atMs: number): Job => {
      const marked = reduce(job, { kind: 'marked', batchId: 'b', atMs });
      return reduce(marked, { kind: 'failed', of: { batchId: 'b' }, code: 'green-busy', attempts: 4, atMs });
    };
    const waits: number[] = [];
    let job = fresh;
    for (job = fail(job, t0); job.phase.state === 'queued'; job = fail(job, t0)) waits.push(job.phase.readyAtMs - t0);
    expect(waits).toEqual([1_000, 2_000, 4_000]);
    expect(job).toMatchObject({ attempts: 4, phase: { state: 'failed', code: 'green-busy' } });
  });

  test('a job that was proved not to have been worked on keeps its place in the lane', () => {
    const marked = reduce(fresh, { kind: 'marked', batchId: 'b', atMs: t0 + 9_000 });
    expect(reduce(marked, { kind: 'throttled', batchId: 'b', atMs: t0 + 9_500 })).toEqual(fresh);
  });

  test('an ended job that still has its image is due soon, else after its retention', () => {
    const done = reduce(fresh, { kind: 'recognised', recognised: true, raw: {}, atMs: t0 });
    expect(placeOf(done).atMs).toBe(t0 + times.eraseRetryMs);
    expect(placeOf(reduce(done, { kind: 'image-erased', atMs: t0 })).atMs).toBe(t0 + 60 * 60_000);
  });
});
