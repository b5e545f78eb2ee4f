import { expect, test } from 'vitest';
import type { NamedResult, TaskResult } from '../green/port.ts';
import type { Job } from '../jobs/job.ts';
import { reduce } from '../jobs/reduce.ts';
import { lookSteps } from './poller.ts';

const serverFailure: TaskResult = { kind: 'failed', code: 'green-failed', greenCode: '580', attempts: 5, unsure: true };
const downloadFailure: TaskResult = { kind: 'failed', code: 'green-download', greenCode: '480', attempts: 2 };
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

test('submits again when the failure stays', () => {
  expect(afterLooks(serverFailure, serverFailure, serverFailure).phase.state).toBe('submitted');
  expect(afterLooks(serverFailure, serverFailure, serverFailure, serverFailure).phase.state).toBe('queued');
});

test('believes at once what can only be of the task', () => {
  expect(afterLooks(downloadFailure).phase.state).toBe('queued');
});

test('takes no result that names another scan, as when one task ID was given out twice', () => {
  const foreign = { kind: 'done', recognised: true, raw: { name: '何' }, dataId: 'somebody else' } as const;
  expect(afterLooks(foreign).phase).toMatchObject({ state: 'submitted', looks: 1 });
  expect(afterLooks({ ...foreign, dataId: 'scan' }).phase.state).toBe('done');
});
