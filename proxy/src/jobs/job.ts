import type { CardName } from '../contract/cards.ts';
import type { ProblemCode } from '../contract/problems.ts';
import type { ImageRef } from '../images/images.ts';
import type { Hook } from './hook.ts';
import type { Notice } from './notice.ts';

/**
 * Where a scan stands. `…AtMs` are milliseconds since 1970.
 * - `queued`: waiting in its card type's lane, to be submitted not before `readyAtMs`.
 * - `submitting`: durably marked with the batch that carries it; the request may or may not have left.
 * - `unknown`: the request left, or may have left, and no usable answer came. `arrived`: a replay proved that Green has
 *   it. `replayUntilMs`: an identical replay may be under way until then.
 * - `submitted`: Green named a task; it is looked after at `nextLookAtMs`.
 * - `done`, `failed`: ended.
 */
export type Phase =
  | { readonly state: 'queued'; readonly readyAtMs: number }
  | {
      readonly state: 'submitting';
      readonly batchId: string;
      readonly markedAtMs: number;
      readonly leaseUntilMs: number;
    }
  | {
      readonly state: 'unknown';
      readonly batchId: string;
      readonly markedAtMs: number;
      readonly nextTryAtMs: number;
      readonly arrived: boolean;
      /** Green's ID of the request, where an answer had one. */
      readonly requestId?: string;
      readonly replayUntilMs?: number;
    }
  | {
      readonly state: 'submitted';
      readonly taskId: string;
      /** The batch that carried it. */
      readonly batchId?: string;
      readonly requestId?: string;
      readonly submittedAtMs: number;
      readonly looks: number;
      readonly nextLookAtMs: number;
      /** The last look that a notification brought forward. */
      readonly hintedAtMs?: number;
      /** What a notification said of its end. */
      readonly notice?: Notice;
      /**
       * A notification named the task before the submission was answered, which may name another one until then:
       * nothing is asked meanwhile.
       */
      readonly answerUntilMs?: number;
    }
  | {
      readonly state: 'done';
      readonly endedAtMs: number;
      readonly recognised: boolean;
      /** Green's `…Info` object as received. */
      readonly raw: Readonly<Record<string, unknown>>;
      /** It came by a notification alone, whose checksum could not be verified. */
      readonly unverified?: true;
    }
  | { readonly state: 'failed'; readonly endedAtMs: number; readonly code: ProblemCode; readonly greenCode?: string };

/** One scan as the engine sees it. Plain JSON. */
export type Job = {
  /** 22 characters of base64url; the scan's id and Green's dataId. */
  readonly id: string;
  readonly card: CardName;
  /** The card that the photo was sent as, where Green's answer to that was recast. */
  readonly asked?: CardName;
  /** Whose session made it; nobody else may see it. */
  readonly subject: string;
  readonly createdAtMs: number;
  /** Submissions that Green may have worked on. */
  readonly attempts: number;
  /** Absent once the image is erased. */
  readonly image?: ImageRef;
  /** SHA-256 of the image's bytes as they came, in base64url; absent in what an earlier release kept. */
  readonly imageDigest?: string;
  /** The version of the host's words that the person accepted, as the page says, and when. */
  readonly consent?: { readonly version: string; readonly atMs: number };
  readonly phase: Phase;
  /** Of an ended one: what the host is still to be told. */
  readonly hook?: Hook;
  /** Its hour is over, and it is there for its `hook` alone. */
  readonly emptied?: true;
};

/** A job's states. */
export type JobState = Phase['state'];

/** Whether a job is over: its phase never changes again. */
export function hasEnded(job: Job): boolean {
  return job.phase.state === 'done' || job.phase.state === 'failed';
}

/** The queues that jobs wait in, each ordered by time. */
export type Queue = 'submit' | 'poll' | 'resolve' | 'erase';
