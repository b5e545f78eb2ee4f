import { silentLog } from '../../base/log.ts';
import type { CardName } from '../../contract/cards.ts';
import type { ImageHost, Withdrawal } from '../../images/images.ts';
import { hasEnded, type Job } from '../../jobs/job.ts';
import { createMemoryStore } from '../../store/memory.ts';
import type { Store } from '../../store/store.ts';
import { blindObserver, type EngineContext } from '../context.ts';
import { createEngine, type EngineOptions } from '../engine.ts';
import { createSimulatedGreen } from './simulated-green.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** Images as a set of names, with scripted evidence. */
export function createFakeImages(): ImageHost & { readonly kept: Set<string>; evidence: Withdrawal } {
  const kept = new Set<string>();
  let addresses = 0;
  return {
    kind: 'link',
    kept,
    evidence: 'unknown',
    async put({ id }) {
      kept.add(id);
      return id;
    },
    url: async (ref) => `https://images.example/${ref}/${++addresses}`,
    erase: async (refs) => {
      for (const ref of refs) kept.delete(ref);
    },
    async withdraw() {
      return this.evidence;
    },
  };
}

/** An engine in virtual time over a simulated Green. */
export function createEngineFixture(
  overrides: {
    options?: Partial<EngineOptions>;
    green?: Partial<Parameters<typeof createSimulatedGreen>[0]>;
    context?: Partial<EngineContext>;
    store?: Store;
  } = {},
) {
  const clock = createVirtualClock();
  const green = createSimulatedGreen({ clock, ...overrides.green });
  const images = createFakeImages();
  const store = overrides.store ?? createMemoryStore({ clock });
  const context: EngineContext = {
    store,
    green,
    images,
    clock,
    wallNow: clock.now,
    log: silentLog,
    observer: blindObserver,
    failpoint: async () => {},
    ...overrides.context,
  };
  const engine = createEngine(context, {
    qps: 10,
    maxTasks: 100,
    alone: true,
    downloadAttempts: 1,
    ...overrides.options,
  });
  let made = 0;

  async function add(card: CardName = 'passport'): Promise<string> {
    const id = `scan-${++made}`;
    const nowMs = clock.now();
    images.kept.add(id);
    const phase = { state: 'queued', readyAtMs: nowMs } as const;
    await store.create({ job: { id, card, subject: 's', createdAtMs: nowMs, attempts: 0, image: id, phase } });
    return id;
  }

  async function job(id: string): Promise<Job> {
    const [stored] = await store.get([id]);
    if (!stored) throw new Error(`no job ${id}`);
    return stored.job;
  }

  async function untilEnded(ids: readonly string[], limitMs = 10 * 60_000): Promise<readonly Job[]> {
    for (let passedMs = 0; ; passedMs += 50) {
      const jobs = await Promise.all(ids.map(job));
      if (jobs.every(hasEnded)) return jobs;
      if (passedMs >= limitMs) throw new Error(`not ended: ${jobs.find((each) => !hasEnded(each))?.phase.state}`);
      await clock.advance(50);
    }
  }

  return { clock, green, images, store, engine, add, job, untilEnded };
}
