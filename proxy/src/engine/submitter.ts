import { causeOf } from '../base/log.ts';
import { type GreenCallback, UnsignedError } from '../green/port.ts';
import { reduce } from '../jobs/reduce.ts';
import { times } from '../jobs/schedule.ts';
import type { StoredJob } from '../store/store.ts';
import type { Account } from './account.ts';
import type { Advance } from './advance.ts';
import type { EngineContext } from './context.ts';
import { deadline } from './deadline.ts';
import type { InFlight } from './in-flight.ts';
import type { Circuit } from './pacing/circuit.ts';
import type { Gate } from './pacing/gate.ts';
import { heed } from './pacing/heed.ts';
import type { SentHere } from './sent-here.ts';
import { observeImages, submissionSteps, submitOnce, told } from './submission.ts';

/** Whoever gives credentials is not asked for them more often than this while there are none. */
const unsignedPauseMs = 2_000;

/**
 * One step of the submitter: when a scan is due, waits for a slot, claims up to `maxTasks` of one lane, makes them
 * durable as `submitting` together with the exact request, and sends it. The answer is recorded on the side, so that a
 * slow one holds up nothing.
 */
export function createSubmitStep(
  deps: EngineContext & {
    readonly advance: Advance;
    readonly account: Account;
    readonly circuit: Circuit;
    readonly gate: Gate;
    readonly inFlight: InFlight;
    readonly sent: SentHere;
    readonly maxTasks: number;
    readonly callback: ((batchId: string) => GreenCallback) | undefined;
  },
): (signal: AbortSignal) => Promise<number> {
  const {
    store,
    green,
    images,
    clock,
    log,
    observer,
    failpoint,
    advance,
    account,
    circuit,
    gate,
    inFlight,
    maxTasks,
    sent,
  } = deps;

  async function prepare(claimed: readonly StoredJob[]) {
    const addressed = await Promise.all(
      claimed.map(async (stored) => {
        const { id, image } = stored.job;
        if (image === undefined) return undefined;
        try {
          return { stored, task: { dataId: id, url: await images.url(image) } };
        } catch (error) {
          log.warn({ scan: id, cause: causeOf(error) }, 'no address for an image yet');
          return undefined;
        }
      }),
    );
    const ready = addressed.flatMap((each) => (each ? [each] : []));
    const [first] = ready;
    if (!first) return undefined;
    const tasks = ready.map(({ task }) => task);
    const request = await green.prepare(first.stored.job.card, tasks, deps.callback);
    const atMs = clock.now();
    const greenAtMs = green.now();
    const batch = {
      id: request.nonce,
      request,
      jobIds: tasks.map(({ dataId }) => dataId),
      markedAtMs: atMs,
      ...(greenAtMs === undefined ? {} : { greenAtMs }),
    };
    const changes = ready.map(({ stored }) => ({
      version: stored.version,
      job: reduce(stored.job, { kind: 'marked', batchId: batch.id, atMs }),
    }));
    return { batch, changes };
  }

  function notSigned(error: unknown): 'unsigned' {
    if (!(error instanceof UnsignedError)) throw error;
    account.heard('submit', { kind: 'unsigned', cause: error.code });
    return 'unsigned';
  }

  const release = (claimed: readonly StoredJob[]): Promise<void> =>
    advance(claimed.map((stored) => ({ stored, event: { kind: 'released', atMs: clock.now() } as const })));

  return async (signal) => {
    if (circuit.open || (await store.doubt()) !== undefined) return Number.POSITIVE_INFINITY;
    const dueAtMs = await store.next('submit');
    if (dueAtMs === undefined) return Number.POSITIVE_INFINITY;
    if (dueAtMs > clock.now()) return dueAtMs - clock.now();
    const turn = await gate.take();
    if (typeof turn === 'number') return turn;
    const claimed = await store.claim('submit', { max: maxTasks, nowMs: clock.now(), leaseMs: times.claimLeaseMs });
    if (claimed.length === 0) return 0;
    const prepared = await prepare(claimed).catch(notSigned);
    if (prepared === 'unsigned') {
      await release(claimed);
      return unsignedPauseMs;
    }
    if (!prepared) return 0;
    const { batch, changes } = prepared;
    await failpoint('before-mark');
    if (!(await store.mark(batch, changes))) {
      // One of them was deleted meanwhile; the others are free again at once.
      await release(claimed);
      return 0;
    }
    await failpoint('after-mark');
    const marked = changes.map(({ job, version }) => ({ job, version: version + 1 }));
    const takeBack = async (): Promise<void> => {
      const event = { kind: 'not-sent', batchId: batch.id, atMs: clock.now() } as const;
      // The batch stays: others, who took it for lost meanwhile, may still need it.
      await advance(marked.map((stored) => ({ stored, event })));
    };
    // Held no longer than it may be sent: its lease must not run out over a request that never left.
    const over = deadline(clock, times.sendWithinMs, signal);
    try {
      await gate.pass(turn, over.signal);
    } catch (error) {
      inFlight.add(async () => takeBack);
      throw error;
    } finally {
      over.cancel();
    }
    // Too late (this process was held up): others may be finding out already what became of it.
    if (over.signal.aborted || clock.now() - batch.markedAtMs > times.sendWithinMs) {
      await takeBack();
      return 0;
    }
    const sentAtMs = clock.now();
    for (const { job } of marked) observer.sent(job, sentAtMs - job.createdAtMs);
    inFlight.add(async () => {
      sent.add(batch.id);
      const answer = submitOnce(green, batch.request);
      await failpoint('after-send');
      const outcome = await answer;
      heed(outcome, { operation: 'submit', ms: clock.now() - sentAtMs, observer, circuit, gate, account });
      if (outcome.kind !== 'accepted')
        log.warn({ operation: 'submit', count: marked.length, ...told(outcome) }, 'submission not accepted');
      await failpoint('after-answer');
      const { steps, settled } = submissionSteps(batch.id, marked, outcome, clock.now());
      observeImages(observer, steps);
      return () => advance(steps, settled ? [batch.id] : []);
    });
    return 0;
  };
}
