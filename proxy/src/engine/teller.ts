import type { Job } from '../jobs/job.ts';
import type { JobEvent } from '../jobs/reduce.ts';
import type { StoredJob } from '../store/store.ts';
import { messageOf } from '../webhooks/message.ts';
import type { Told, Webhook } from '../webhooks/webhook.ts';
import type { Advance, Step } from './advance.ts';
import type { EngineContext } from './context.ts';

/**
 * Tells the host of ended jobs that were claimed; resolves before all of them are sent. `isBusy`: more ended jobs wait
 * behind these.
 */
export type Tell = (jobs: readonly StoredJob[], signal: AbortSignal, isBusy: boolean) => Promise<void>;

const mostAtOnce = 32;
const firstAtOnce = 8;
/** So long the sweeper waits for a host that takes messages; one that does not has it wait not at all. */
const patienceMs = 3_000;
/** And no longer than this while more wait to be erased: a thousand a second go by a host however slow. */
const busyPatienceMs = 200;

/**
 * Sends messages side by side: one more with each that is taken, half as many after each that is not, so that a host
 * that is down is asked by one message at a time and a process alone. What finds no place is put off like one that
 * failed: erasing waits for nobody's host. Without a webhook nobody is told any more.
 */
export function createTeller(
  deps: Pick<EngineContext, 'clock' | 'log' | 'observer'> & {
    readonly advance: Advance;
    readonly webhook: Webhook | undefined;
    readonly random?: () => number;
  },
): Tell {
  const { clock, log, observer, advance, webhook, random = Math.random } = deps;
  const underWay = new Set<Promise<void>>();
  let atOnce = firstAtOnce;

  const untold = (retryAfterMs?: number): JobEvent => ({
    kind: 'untold',
    spread: random(),
    atMs: clock.now(),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
  const eventOf = (told: Told): JobEvent =>
    told.kind === 'untold' ? untold(told.retryAfterMs) : { kind: told.kind, atMs: clock.now() };

  async function send(to: Webhook, stored: StoredJob, signal: AbortSignal): Promise<void> {
    const { job } = stored;
    const told = await to.send(messageOf(job, job.hook?.subject ?? job.subject), signal);
    // Cut off by this process's end: the lease brings it back.
    if (signal.aborted) return;
    atOnce = told.kind === 'told' ? Math.min(mostAtOnce, atOnce + 1) : Math.max(1, Math.floor(atOnce / 2));
    observer.told(told.kind);
    if (told.kind === 'untold') log.warn({ scan: job.id, cause: told.cause }, 'webhook not taken yet');
    if (told.kind === 'unwanted') log.error({ scan: job.id }, 'webhook answered 410: given up');
    await keep([{ stored, event: eventOf(told) }]);
  }

  /** One that cannot be written down is sent again when its lease ends. */
  async function keep(steps: readonly Step[]): Promise<void> {
    await advance(steps).catch(() =>
      log.warn({ count: steps.length }, 'what became of webhooks is not written down yet'),
    );
  }

  return async (jobs, signal, isBusy) => {
    if (jobs.length === 0) return;
    if (webhook === undefined) {
      log.warn({ count: jobs.length }, 'WEBHOOK_URL is not set any more: nobody is told of ended scans');
      await keep(jobs.map((stored) => ({ stored, event: { kind: 'told', atMs: clock.now() } })));
      return;
    }
    const untilMs = clock.elapsed() + (isBusy ? busyPatienceMs : patienceMs);
    const left = [...jobs];
    while (left.length > 0 && !signal.aborted) {
      if (underWay.size >= atOnce) {
        const leftMs = untilMs - clock.elapsed();
        if (atOnce === 1 || leftMs <= 0) break;
        await Promise.race([...underWay, clock.sleep(leftMs)]);
        continue;
      }
      const stored = left.shift();
      if (!stored) break;
      const sending: Promise<void> = send(webhook, stored, signal).finally(() => underWay.delete(sending));
      underWay.add(sending);
    }
    if (left.length > 0 && !signal.aborted) await keep(left.map((stored) => ({ stored, event: untold() })));
  };
}

/** Whether the host shall be told of a job now. */
export function isToTell({ hook }: Job, nowMs: number): boolean {
  return hook !== undefined && hook.givenUpAtMs === undefined && hook.nextAtMs <= nowMs;
}
