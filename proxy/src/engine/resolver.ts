import { causeOf } from '../base/log.ts';
import { reduce } from '../jobs/reduce.ts';
import { times } from '../jobs/schedule.ts';
import type { Batch, StoredJob } from '../store/store.ts';
import type { Account } from './account.ts';
import type { Advance, Step } from './advance.ts';
import type { EngineContext } from './context.ts';
import { deadline } from './deadline.ts';
import type { Evidence } from './evidence.ts';
import type { Circuit } from './pacing/circuit.ts';
import type { Gate } from './pacing/gate.ts';
import { heed } from './pacing/heed.ts';
import type { Prover } from './prover.ts';
import { isFresh, isWhole } from './replay.ts';
import type { SentHere } from './sent-here.ts';
import { observeImages, submissionSteps, submitOnce, told } from './submission.ts';

const mostJobs = 100;

/**
 * One step of the resolver: finds out what became of submissions that were sent, or may have been, without a usable
 * answer.
 * - The identical request again, only where `prover` saw lately that this endpoint refuses used nonces, and only while
 *   the request is young and none of its scans went another way: accepted means that the first never arrived, a used
 *   nonce that it did. A billed call is never made anew.
 * - Else the image host's evidence, a minute later: an address that nobody fetched is withdrawn, and the scan is queued
 *   again.
 * - Else nothing, until a callback names the scan or three minutes are over.
 */
export function createResolveStep(
  deps: EngineContext & {
    readonly advance: Advance;
    readonly account: Account;
    readonly circuit: Circuit;
    readonly gate: Gate;
    readonly sent: SentHere;
    readonly evidence: Evidence;
    readonly prover: Pick<Prover, 'proved' | 'asked'>;
  },
): (signal: AbortSignal) => Promise<number> {
  const { store, green, clock, log, observer, advance, account, circuit, gate, prover, sent, evidence } = deps;

  /** Whether the batch may be sent again now; asked once more just before it leaves. */
  function mayReplay(batch: Batch): boolean {
    const nowMs = green.now();
    const byGreenMs = nowMs === undefined || batch.greenAtMs === undefined ? undefined : nowMs - batch.greenAtMs;
    return prover.proved && !circuit.open && isFresh({ byGreenMs, hereMs: sent.ageMs(batch.id) });
  }

  /** Written down for all of its jobs or none, so that no other process takes one of them out meanwhile. */
  async function reserve(batch: Batch, jobs: readonly StoredJob[]): Promise<readonly StoredJob[] | undefined> {
    const atMs = clock.now();
    const event = { kind: 'replaying', batchId: batch.id, untilMs: atMs + times.replayLeaseMs, atMs } as const;
    const changes = jobs.map(({ job, version }) => ({ job: reduce(job, event), version }));
    if (!(await store.mark(batch, changes))) return undefined;
    return changes.map(({ job, version }) => ({ job, version: version + 1 }));
  }

  async function replay(batch: Batch, open: readonly StoredJob[], signal: AbortSignal): Promise<void> {
    const reservedAtMs = clock.elapsed();
    const jobs = await reserve(batch, open);
    if (jobs === undefined) return;
    const over = deadline(clock, times.sendWithinMs, signal);
    await gate.pass(undefined, over.signal).finally(over.cancel);
    if (over.signal.aborted || clock.elapsed() - reservedAtMs > times.sendWithinMs || !mayReplay(batch)) return;
    const sentAtMs = clock.now();
    const outcome = await submitOnce(green, batch.request);
    const atMs = clock.now();
    heed(outcome, { operation: 'submit', ms: atMs - sentAtMs, observer, circuit, gate, account });
    log.info({ operation: 'submit', count: jobs.length, ...told(outcome) }, 'submission replayed');
    if (outcome.kind === 'accepted') {
      const { steps } = submissionSteps(batch.id, jobs, outcome, atMs);
      const known = steps.map((step) => (step.event.kind === 'lost' ? tried(step.stored, atMs) : step));
      observeImages(observer, known);
      return advance(known);
    }
    if (outcome.kind === 'nonce-used') return advance(jobs.map((stored) => arrived(stored, atMs)));
    await advance(jobs.map((stored) => tried(stored, atMs)));
  }

  async function lookInto(stored: StoredJob): Promise<Step> {
    const { phase } = stored.job;
    const atMs = clock.now();
    if (phase.state !== 'unknown' || phase.arrived) return tried(stored, atMs);
    if (atMs < Math.max(phase.markedAtMs + times.evidenceAfterMs, phase.replayUntilMs ?? 0)) return tried(stored, atMs);
    switch (await evidence(stored.job)) {
      case 'unfetched':
        return { stored, event: { kind: 'withdrawn', batchId: phase.batchId, atMs } };
      case 'fetched':
        return arrived(stored, atMs);
      case 'unknown':
        return tried(stored, atMs);
    }
  }

  async function resolveBatch(id: string, claimed: readonly StoredJob[], signal: AbortSignal): Promise<void> {
    const batch = await store.batch(id);
    if (batch && mayReplay(batch) && (await store.doubt()) === undefined) {
      const jobs = await store.get(batch.jobIds);
      if (isWhole(batch, jobs)) return replay(batch, jobs, signal);
    }
    await advance(await Promise.all(claimed.map(lookInto)));
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
