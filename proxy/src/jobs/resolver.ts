import { causeOf } from '../log.ts';
import type { Batch, StoredJob } from '../store/store.ts';
import type { Advance, Step } from './advance.ts';
import type { Circuit } from './circuit.ts';
import type { EngineContext } from './context.ts';
import type { Gate } from './gate.ts';
import type { JobEvent } from './reduce.ts';
import { times } from './schedule.ts';
import { submissionSteps } from './submission.ts';

const mostJobs = 100;

/**
 * One step of the resolver: finds out what became of submissions that were sent, or may have been, without a usable answer.
 * - The identical request again, only where `mayReplay()` says that this endpoint was seen to refuse used nonces: accepted means that the
 *   first never arrived, a used nonce that it did. A billed call is never made anew.
 * - Else the image host's evidence, a minute later: an address that nobody fetched is withdrawn, and the scan is queued again.
 * - Else nothing, until a callback names the scan or three minutes are over.
 */
export function createResolveStep(
  deps: EngineContext & {
    readonly advance: Advance;
    readonly circuit: Circuit;
    readonly gate: Gate;
    readonly mayReplay: () => boolean;
  },
): (signal: AbortSignal) => Promise<number> {
  const { store, green, images, clock, log, observer, advance, circuit, gate, mayReplay } = deps;

  async function replay(batch: Batch, claimed: readonly StoredJob[], signal: AbortSignal): Promise<void> {
    await gate.slot(signal);
    const takenAtMs = clock.now();
    await gate.pass(takenAtMs, signal);
    if (signal.aborted) return;
    const outcome = await green.submit(batch.request);
    const atMs = clock.now();
    observer.called('submit', outcome.kind, atMs - takenAtMs);
    log.info({ operation: 'submit', outcome: outcome.kind, count: claimed.length }, 'submission replayed');
    if (outcome.kind === 'not-sent' || outcome.kind === 'unknown') circuit.missed();
    else circuit.reached();
    if (outcome.kind === 'throttled') gate.throttle.slower(outcome.retryAfterMs);
    if (outcome.kind === 'accepted') {
      // It answers for every job of the batch, not only for those claimed here.
      const all = (await store.get(batch.jobIds)).flatMap((stored) =>
        stored && isOpen(stored, batch.id) ? [stored] : [],
      );
      const { steps } = submissionSteps(all, outcome, atMs);
      return advance(
        steps.map(({ stored, event }) => ({ stored, event: event.kind === 'lost' ? tried(atMs) : event })),
      );
    }
    const event: JobEvent = outcome.kind === 'nonce-used' ? { kind: 'arrived', atMs } : tried(atMs);
    await advance(claimed.map((stored) => ({ stored, event })));
  }

  async function evidence(stored: StoredJob): Promise<Step> {
    const { job } = stored;
    const atMs = clock.now();
    const early = job.phase.state !== 'unknown' || atMs < job.phase.markedAtMs + times.evidenceAfterMs;
    if (early || job.image === undefined || !images.withdraw) return { stored, event: tried(atMs) };
    try {
      const withdrawal = await images.withdraw(job.image);
      if (withdrawal === 'unfetched') return { stored, event: { kind: 'withdrawn', atMs } };
      if (withdrawal === 'fetched') return { stored, event: { kind: 'arrived', atMs } };
    } catch (error) {
      log.warn({ scan: job.id, cause: causeOf(error) }, 'no evidence from the image host');
    }
    return { stored, event: tried(atMs) };
  }

  async function resolveBatch(id: string, claimed: readonly StoredJob[], signal: AbortSignal): Promise<void> {
    const open = claimed.filter((stored) => stored.job.phase.state === 'unknown' && !stored.job.phase.arrived);
    const batch = mayReplay() && open.length > 0 ? await store.batch(id) : undefined;
    const fresh = batch && clock.now() < batch.markedAtMs + times.replayWithinMs;
    if (batch && fresh && !circuit.open) return replay(batch, claimed, signal);
    await advance(
      await Promise.all(
        claimed.map((stored) => (open.includes(stored) ? evidence(stored) : { stored, event: tried(clock.now()) })),
      ),
    );
  }

  return async (signal) => {
    const dueAtMs = await store.next('resolve');
    if (dueAtMs === undefined) return Number.POSITIVE_INFINITY;
    if (dueAtMs > clock.now()) return dueAtMs - clock.now();
    const claimed = await store.claim('resolve', { max: mostJobs, nowMs: clock.now(), leaseMs: times.submitLeaseMs });
    const batches = new Map<string, StoredJob[]>();
    const lost: Step[] = [];
    for (const stored of claimed) {
      const { phase } = stored.job;
      if (phase.state === 'submitting') lost.push({ stored, event: { kind: 'lost', atMs: clock.now() } });
      if (phase.state === 'unknown') batches.set(phase.batchId, [...(batches.get(phase.batchId) ?? []), stored]);
    }
    await advance(lost);
    for (const [id, jobs] of batches) await resolveBatch(id, jobs, signal);
    return 0;
  };
}

function tried(atMs: number): JobEvent {
  return { kind: 'tried', atMs };
}

function isOpen({ job }: StoredJob, batchId: string): boolean {
  return job.phase.state === 'unknown' && job.phase.batchId === batchId;
}
