import { assess } from '../contract/assess.ts';
import { cleanObject } from '../contract/clean-text.ts';
import { normalise } from '../contract/normalise.ts';
import { type ProblemCode, problemOf } from '../contract/problems.ts';
import type { DoneScan, FailedScan, PendingScan, Scan } from '../contract/scan.ts';
import type { Job } from '../jobs/job.ts';
import type { WriteReceipt } from '../receipt/write-receipt.ts';

const details: { readonly [C in ProblemCode]?: string } = {
  unconfirmed:
    'It may have been read, and no result came back; sending it again could be billed a second time. Scan again if you want to.',
  'green-away': 'It waited for an hour and could not be sent. What is not sent is not billed; scan again.',
  'green-download': 'The image could not be fetched for recognition. Take the photo again.',
  'green-refused': 'The image was refused for recognition. Take another photo.',
  'green-permission': 'The account may not use recognition at the moment; the operator has to act.',
};

/** A job as the client sees it. */
export function scanOf(job: Job): Scan {
  const { id, card, asked, phase } = job;
  const base = { id, card, createdAt: iso(job.createdAtMs) };
  switch (phase.state) {
    case 'queued':
      return pending({ ...base, state: 'queued' });
    case 'submitting':
    case 'unknown':
    case 'submitted':
      return pending({ ...base, state: 'processing' });
    case 'done': {
      const doneAt = iso(phase.endedAtMs);
      const today = doneAt.slice(0, 10);
      const raw = cleanObject(phase.raw);
      const { fields, warnings: unreadable } = normalise(card, raw, today);
      const warnings = [...unreadable, ...assess(card, fields, today, raw)];
      return done({
        ...base,
        state: 'done',
        doneAt,
        // What was read of another card is nothing of this one.
        recognised: phase.recognised && !warnings.some(({ code }) => code === 'other-card'),
        fields,
        raw,
        ...(asked === undefined ? {} : { asked }),
        warnings,
      });
    }
    case 'failed':
      return failed({
        ...base,
        state: 'failed',
        doneAt: iso(phase.endedAtMs),
        problem: problemOf(phase.code, details[phase.code]),
      });
  }
}

/** A job as the client sees it, with its receipt once it is done. */
export type ViewOf = (job: Job) => Scan;

/**
 * Makes the view whose receipts `receiptOf` writes: once for a job that several look at in one turn, as a signature
 * takes longer than all the rest.
 */
export function createView(receiptOf: WriteReceipt): ViewOf {
  const written = new WeakMap<Job, string | undefined>();
  return (job) => {
    const scan = scanOf(job);
    if (scan.state !== 'done') return scan;
    if (!written.has(job)) written.set(job, receiptOf(job, scan));
    const receipt = written.get(job);
    return receipt === undefined ? scan : { ...scan, receipt };
  };
}

/** Whether a client waiting for a change would see one between the two. */
export function looksChanged(before: Job, after: Job): boolean {
  return visibleState(before) !== visibleState(after);
}

function visibleState({ phase: { state } }: Job): Scan['state'] {
  return state === 'queued' || state === 'done' || state === 'failed' ? state : 'processing';
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

// The card and its fields belong together by construction; the compiler cannot follow that through the table.
const pending = (scan: Omit<PendingScan, 'fields'>): Scan => scan as Scan;
const done = (scan: Record<Exclude<keyof DoneScan, 'receipt' | 'asked'>, unknown>): Scan => scan as Scan;
const failed = (scan: Omit<FailedScan, 'fields'>): Scan => scan as Scan;
