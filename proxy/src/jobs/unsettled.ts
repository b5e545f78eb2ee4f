import type { CardName } from '../contract/cards.ts';
import type { Job } from './job.ts';
import type { JobEvent } from './reduce.ts';

/**
 * A submission that may have been billed and brought no result: what is compared with the bill. Plain data without
 * anything personal in it, neither whose scan it was nor what it showed.
 */
export type Unsettled = {
  /** Green's dataId, the scan's id. */
  readonly dataId: string;
  readonly card: CardName;
  /** Which submission of this scan, from 1. */
  readonly attempt: number;
  readonly sentAtMs: number;
  /** When it was clear that no result comes. */
  readonly atMs: number;
  /**
   * `unconfirmed`: never answered · `expired`: no result within the hour · `erased`: by the person, meanwhile · else
   * Green's own code.
   */
  readonly outcome: string;
  /** Where Green named one: it had taken the image. */
  readonly taskId?: string;
  /** Green's ID of the request, where an answer had one. */
  readonly requestId?: string;
};

/** How long an entry is kept: a quarter's bill comes after it. */
export const unsettledKeptMs = 90 * 24 * 60 * 60_000;

/** What proves that Green did no work: nothing was sent, it said so, or nobody ever fetched the image. */
const provedUndone = new Set<string>(['not-sent', 'throttled', 'withdrawn', 'unfetched']);

/** Green's words for a submission that it refused before any work. */
const refusedUnread = new Set(['400', '401', '403', '404', '408', '411', '588', '596']);

/**
 * What a change leaves unsettled: a submission that ends without a result, whether the scan fails with it or is
 * submitted once more. Undefined where Green provably did no work, where a result came, and while it may still come.
 */
export function unsettledAfter(before: Job, event: JobEvent, after: Job): Unsettled | undefined {
  if (event.kind === 'doubtful' && after !== before) return entryOf(before, event.atMs, 'unconfirmed');
  const wasSent = isOpen(before);
  if (!wasSent || isOpen(after) || after.phase.state === 'done') return undefined;
  if (provedUndone.has(event.kind)) return undefined;
  const hadTask = before.phase.state === 'submitted';
  if (event.kind === 'failed') {
    const greenCode = event.greenCode ?? event.code;
    if (!hadTask && (!/^\d+$/.test(greenCode) || refusedUnread.has(greenCode))) return undefined;
    return entryOf(before, event.atMs, greenCode === '594' ? 'expired' : greenCode, event.requestId);
  }
  if (after.phase.state !== 'failed') return undefined;
  return entryOf(before, event.atMs, after.phase.greenCode ?? (hadTask ? 'expired' : after.phase.code));
}

/** What a scan leaves unsettled that is erased while its submission may still bring a result. */
export function unsettledByErasure(job: Job, atMs: number): Unsettled | undefined {
  return isOpen(job) ? entryOf(job, atMs, 'erased') : undefined;
}

/** What a change leaves unsettled, if anything, as a part of it. */
export function leaving(unsettled: Unsettled | undefined): { readonly unsettled?: Unsettled } {
  return unsettled === undefined ? {} : { unsettled };
}

function isOpen({ phase: { state } }: Job): boolean {
  return state === 'submitting' || state === 'unknown' || state === 'submitted';
}

function entryOf(job: Job, atMs: number, outcome: string, answeredId?: string): Unsettled {
  const { id, card, attempts, phase } = job;
  const taskId = phase.state === 'submitted' ? phase.taskId : undefined;
  const keptId = phase.state === 'submitted' || phase.state === 'unknown' ? phase.requestId : undefined;
  const requestId = keptId ?? answeredId;
  return {
    dataId: id,
    card,
    // One that was accepted is counted already.
    attempt: phase.state === 'submitted' ? Math.max(1, attempts) : attempts + 1,
    sentAtMs: phase.state === 'submitted' ? phase.submittedAtMs : 'markedAtMs' in phase ? phase.markedAtMs : atMs,
    atMs,
    outcome: plain(outcome),
    ...(taskId === undefined ? {} : { taskId: plain(taskId) }),
    ...(requestId === undefined ? {} : { requestId: plain(requestId) }),
  };
}

/**
 * Green's own words end in spreadsheets and logs: letters, digits and what IDs are made of, no more than an ID is long.
 */
function plain(text: string): string {
  return text.replace(/[^\w.@:-]/g, '_').slice(0, 128);
}

/** Orders entries by time, names each once. */
export function unsettledKey({ atMs, dataId, attempt }: Unsettled): string {
  return `${unsettledFrom(atMs)}:${dataId}:${attempt}`;
}

/** Where entries from a time on begin. */
export function unsettledFrom(atMs: number): string {
  return String(Math.max(0, Math.floor(atMs))).padStart(15, '0');
}
