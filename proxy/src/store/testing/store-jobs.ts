import type { CardName } from '../../contract/cards.ts';
import type { Job } from '../../jobs/job.ts';
import type { Batch, NewJob, Store } from '../store.ts';

/** The time it is in the suite's jobs, in epoch milliseconds. */
export const t0 = 1_800_000_000_000;
export const lease = { max: 10, nowMs: t0, leaseMs: 1_000 };

let made = 0;
/** A job nobody has seen yet, to be created. */
export function newJob(overrides: Partial<Job> = {}): NewJob {
  const id = `scan${String(++made).padStart(18, '0')}`;
  const createdAtMs = overrides.createdAtMs ?? t0;
  const phase = { state: 'queued', readyAtMs: createdAtMs } as const;
  return {
    job: {
      id,
      card: 'passport',
      subject: 'someone',
      createdAtMs,
      attempts: 0,
      image: `img-${id}`,
      phase,
      ...overrides,
    },
  };
}

export function batchOf(jobs: readonly Job[], id = `nonce-${++made}`): Batch {
  const request = {
    path: '/green/image/asyncscan',
    body: '{"secret":"words"}',
    headers: { a: 'b' },
    nonce: id,
    date: 'now',
  };
  return { id, request, jobIds: jobs.map((job) => job.id), markedAtMs: t0 };
}

/** Creates jobs a millisecond apart; gives them in that order. */
export async function createMany(
  store: Store,
  count: number,
  card: CardName = 'passport',
  createdAtMs = t0,
): Promise<Job[]> {
  const entries = Array.from({ length: count }, (_, index) => newJob({ card, createdAtMs: createdAtMs + index }));
  await Promise.all(entries.map((entry) => store.create(entry)));
  return entries.map(({ job }) => job);
}
