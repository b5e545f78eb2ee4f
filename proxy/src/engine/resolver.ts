import { causeOf } from '../base/log.ts';
import type { Job } from '../jobs/job.ts';
import { times } from '../jobs/schedule.ts';
import type { Batch, StoredJob } from '../store/store.ts';
import type { Advance, Step } from './advance.ts';
import type { EngineContext } from './context.ts';
import type { Circuit } from './pacing/circuit.ts';
import type { Gate } from './pacing/gate.ts';
import type { Prover } from './prover.ts';
import { observeImages, submissionSteps } from './submission.ts';

const mostJobs = 100;

/**
 * One step of the resolver: finds out what became of submissions that were sent, or may have been, without a usable
 * answer.
 * - The identical request again, only where `prover` says that this endpoint was seen to refuse used nonces: accepted
 * means that the
 *   first never arrived, a used nonce that it did. A billed call is never made anew.
 * - Else the image host's evidence, a minute later: an address that nobody fetched is withdrawn, and the scan is queued
 * again.
 * - Else nothing, until a callback names the scan or three minutes are over.
 */
export function createResolveStep(
  deps: EngineContext & {
    readonly advance: Advance;
    readonly circuit: Circuit;
    readonly gate: Gate;
    readonly prover: Pick<Prover, 'proved' | 'asked'>;
  },
): (signal: AbortSignal) => Promise<number> {
  const { store, green, images, clock, log, observer, advance, circuit, gate, prover } = deps;

  async function replay(batch: Batch, jobs: readonly StoredJob[], signal: AbortSignal): Promise<void> {
    await gate.pass(undefined, signal);
    if (signal.aborted) return;
    const sentAtMs = clock.now();
    const outcome = await green.submit(batch.request);
    const atMs = clock.now();
    observer.called('submit', outcome.kind, atMs - sentAtMs);
    log.info({ operation: 'submit', outcome: outcome.kind, count: jobs.length }, 'submission replayed');
    if (outcome.kind === 'not-sent' || outcome.kind === 'unknown') circuit.missed();
    else circuit.reached();
    if (outcome.kind === 'throttled') gate.throttle.slower(outcome.retryAfterMs);
    if (outcome.kind === 'accepted') {
      const { steps } = submissionSteps(batch.id, jobs, outcome, atMs);
      const known = steps.map((step) => (step.event.kind === 'lost' ? tried(step.stored, atMs) : step));
      observeImages(observer, known);
      return advance(known);
    }
    if (outcome.kind === 'nonce-used') return advance(jobs.map((stored) => arrived(stored, atMs)));
    await advance(jobs.map((stored) => tried(stored, atMs)));
  }

  async function evidence(stored: StoredJob): Promise<Step> {
    const { job } = stored;
    const { phase } = job;
    const atMs = clock.now();
    const early = phase.state !== 'unknown' || phase.arrived || atMs < phase.markedAtMs + times.evidenceAfterMs;
    if (early || job.image === undefined || !images.withdraw) return tried(stored, atMs);
    try {
      const withdrawal = await images.withdraw(job.image);
      if (withdrawal === 'unfetched') return { stored, event: { kind: 'withdrawn', batchId: phase.batchId, atMs } };
      if (withdrawal === 'fetched') return arrived(stored, atMs);
    } catch (error) {
      log.warn({ scan: job.id, cause: causeOf(error) }, 'no evidence from the image host');
    }
    return tried(stored, atMs);
  }

  async function resolveBatch(id: string, claimed: readonly StoredJob[], signal: AbortSignal): Promise<void> {
    const batch = await store.batch(id);
    // A replay concerns every job of the batch, not only those claimed here.
    const all = batch ? (await store.get(batch.jobIds)).flatMap((stored) => (stored ? [stored] : [])) : claimed;
    const open = all.filter((stored) => isOpen(stored, id));
    // A neighbour that was queued again, or ended, must not be sent with the rest.
    const whole = open.length === all.length && open.every(({ job }) => !hasArrived(job));
    const fresh = batch && clock.now() < batch.markedAtMs + times.replayWithinMs;
    if (fresh && whole && open.length > 0 && prover.proved && !circuit.open) return replay(batch, open, signal);
    await advance(await Promise.all(claimed.map(evidence)));
  }

  return async (signal) => {
    // What an earlier process left may be given up at its first try: not before it is known whether it can be asked
    // for.
    if (!prover.asked) return Number.POSITIVE_INFINITY;
    const dueAtMs = await store.next('resolve');
    if (dueAtMs === undefined) return Number.POSITIVE_INFINITY;
    if (dueAtMs > clock.now()) return dueAtMs - clock.now();
    const claimed = await store.claim('resolve', { max: mostJobs, nowMs: clock.now(), leaseMs: times.submitLeaseMs });
    const batches = new Map<string, StoredJob[]>();
    const lost: Step[] = [];
    for (const stored of claimed) {
      const { phase } = stored.job;
      if (phase.state === 'submitting')
        lost.push({ stored, event: { kind: 'lost', batchId: phase.batchId, atMs: clock.now() } });
      if (phase.state === 'unknown') batches.set(phase.batchId, [...(batches.get(phase.batchId) ?? []), stored]);
    }
    await advance(lost);
    for (const [id, jobs] of batches) {
      try {
        await resolveBatch(id, jobs, signal);
      } catch (error) {
        // Its lease brings it back; one that cannot be read must not keep the others from being resolved.
        log.warn({ cause: causeOf(error), count: jobs.length }, 'a submission could not be looked into yet');
      }
    }
    return 0;
  };
}

function tried(stored: StoredJob, atMs: number): Step {
  return { stored, event: { kind: 'tried', batchId: batchOf(stored), atMs } };
}

function arrived(stored: StoredJob, atMs: number): Step {
  return { stored, event: { kind: 'arrived', batchId: batchOf(stored), atMs } };
}

function batchOf({ job: { phase } }: StoredJob): string {
  return phase.state === 'unknown' ? phase.batchId : '';
}

function isOpen({ job: { phase } }: StoredJob, batchId: string): boolean {
  return phase.state === 'unknown' && phase.batchId === batchId;
}

function hasArrived({ phase }: Job): boolean {
  return phase.state === 'unknown' && phase.arrived;
}
