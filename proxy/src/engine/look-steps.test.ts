import { expect, test } from 'vitest';
import type { NamedResult, TaskResult } from '../green/port.ts';
import type { Job } from '../jobs/job.ts';
import { reduce } from '../jobs/reduce.ts';
import { lookSteps } from './poller.ts';

const serverFailure: TaskResult = { kind: 'failed', code: 'green-failed', greenCode: '580', attempts: 1, unsure: true };
const downloadFailure: TaskResult = { kind: 'failed', code: 'green-download', greenCode: '480', attempts: 1 };
const expired: TaskResult = {
  kind: 'failed',
  code: 'green-expired',
  greenCode: '594',
  attempts: 1,
  repeated: true,
};
const submitted: Job = {
  id: 'scan',
  card: 'passport',
  subject: 's',
  createdAtMs: 0,
  attempts: 1,
  phase: { state: 'submitted', taskId: 't', submittedAtMs: 0, looks: 0, nextLookAtMs: 0 },
};

/** The job after one look for each answer. */
function afterLooks(...answers: readonly NamedResult[]): Job {
  return answers.reduce((job, answer, index) => {
    const outcome = { kind: 'answered', tasks: new Map([['t', answer]]) } as const;
    const [step] = lookSteps([{ job, version: 1 }], outcome, index * 1_000);
    return step ? reduce(job, step.event) : job;
  }, submitted);
}

test('does not submit again for a server’s failure that passes', () => {
  const done: TaskResult = { kind: 'done', recognised: true, raw: { name: '何' } };
  expect(afterLooks(serverFailure, { kind: 'pending' }, done)).toMatchObject({ attempts: 1, phase: { state: 'done' } });
});

test('asks for the hour and then leaves it to the person when a server’s failure stays', () => {
  let job = submitted;
  let looks = 0;
  for (; job.phase.state === 'submitted'; looks++) {
    const outcome = { kind: 'answered', tasks: new Map([['t', serverFailure]]) } as const;
    const [step] = lookSteps([{ job, version: 1 }], outcome, job.phase.nextLookAtMs);
    if (step) job = reduce(job, step.event);
  }
  expect(job).toMatchObject({ attempts: 1, phase: { state: 'failed', code: 'unconfirmed', endedAtMs: 60 * 60_000 } });
  expect(looks).toBeGreaterThan(50);
});

test('believes at once what Green documents as the end of a task', () => {
  expect(afterLooks(downloadFailure).phase).toMatchObject({ state: 'failed', code: 'green-download' });
});

test('believes that a task is not known any more only when it is said again and again', () => {
  expect(afterLooks(expired, expired, expired).phase.state).toBe('submitted');
  expect(afterLooks(expired, expired, expired, expired).phase).toMatchObject({ code: 'green-expired' });
});

test('asks the image host after a download that failed, whoever said so', () => {
  const failed = { ...downloadFailure, ifUnfetched: true } as const;
  const notice = { verified: true, result: failed } as const;
  const told: Job = { ...submitted, phase: { ...submitted.phase, notice } as Job['phase'] };
  const look = (job: Job, answer: TaskResult) =>
    lookSteps([{ job, version: 1 }], { kind: 'answered', tasks: new Map([['t', answer]]) }, 1_000)[0];
  expect(look(submitted, failed)).toMatchObject({ event: { kind: 'failed' }, ifUnfetched: true });
  expect(look(told, expired)).toMatchObject({ event: { kind: 'failed', greenCode: '480' }, ifUnfetched: true });
  expect(look(submitted, downloadFailure)).toMatchObject({ event: { kind: 'failed' }, ifUnfetched: false });
});

test('takes no result that names another scan, as when one task ID was given out twice', () => {
  const foreign = { kind: 'done', recognised: true, raw: { name: '何' }, dataId: 'somebody else' } as const;
  expect(afterLooks(foreign).phase).toMatchObject({ state: 'submitted', looks: 1 });
  expect(afterLooks({ ...foreign, dataId: 'scan' }).phase.state).toBe('done');
});

test('takes nothing that a notification said of a task which Green knows for another scan’s', () => {
  const notice = { verified: true, result: { kind: 'done', recognised: false, raw: {} } } as const;
  const job: Job = { ...submitted, phase: { ...submitted.phase, notice } as Job['phase'] };
  const foreign = { kind: 'done', recognised: true, raw: { name: '何' }, dataId: 'somebody else' } as const;
  const answered = { kind: 'answered', tasks: new Map([['t', foreign]]) } as const;
  const after = [1, 2, 3, 4, 5].reduce((each, atMs) => {
    const [step] = lookSteps([{ job: each, version: 1 }], answered, atMs);
    return step ? reduce(each, step.event) : each;
  }, job);
  expect(after.phase).toMatchObject({ state: 'submitted', looks: 5 });
});

test('the submission’s own answer names the task, whatever a notification before it named', () => {
  const phase = { ...submitted.phase, batchId: 'b', taskId: 'another', hintedAtMs: 1 } as Job['phase'];
  const accepted = { kind: 'accepted', batchId: 'b', taskId: 'its own', atMs: 5 } as const;
  expect(reduce({ ...submitted, phase }, accepted)).toMatchObject({ attempts: 1, phase: { taskId: 'its own' } });
  expect(reduce(submitted, accepted), 'of another batch').toBe(submitted);
});
