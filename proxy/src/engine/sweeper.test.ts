import { describe, expect, test } from 'vitest';
import { silentLog } from '../base/log.ts';
import type { ImageHost, StoredImage } from '../images/images.ts';
import type { Job } from '../jobs/job.ts';
import { createMemoryStore } from '../store/memory.ts';
import { createAdvance } from './advance.ts';
import { blindObserver, type EngineContext } from './context.ts';
import { createSweepStep } from './sweeper.ts';
import { createSimulatedGreen } from './testing/simulated-green.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';

/** A sweeper over images with the times they were stored at, `away` while their host fails. */
function fixture({ alone = true }: { alone?: boolean } = {}) {
  const clock = createVirtualClock();
  const kept = new Map<string, number>();
  const host = { away: false };
  const images: ImageHost = {
    kind: 'link',
    put: async ({ id }) => id,
    url: async (ref) => ref,
    async erase(refs) {
      if (host.away) throw new Error('away');
      for (const ref of refs) kept.delete(ref);
    },
    async *stored(beforeMs): AsyncGenerator<StoredImage> {
      for (const [id, storedAtMs] of kept) if (storedAtMs < beforeMs) yield { ref: id, id, storedAtMs };
    },
  };
  const store = createMemoryStore({ clock });
  const context: EngineContext = {
    store,
    green: createSimulatedGreen({ clock }),
    images,
    clock,
    wallNow: clock.now,
    log: silentLog,
    observer: blindObserver,
    failpoint: async () => {},
  };
  const step = createSweepStep({ ...context, advance: createAdvance(context), alone, tell: async () => {} });
  const { signal } = new AbortController();

  /** As the loop does it: until nothing is due, and a step that fails comes again. */
  async function sweep(): Promise<void> {
    for (let steps = 0; steps < 20; steps += 1) if ((await step(signal).catch(() => 1)) > 0) return;
  }

  /** A scan that has ended now. */
  async function ended(id: string, image?: string): Promise<void> {
    const endedAtMs = clock.now();
    const job: Job = {
      id,
      card: 'passport',
      subject: 's',
      createdAtMs: endedAtMs,
      attempts: 1,
      ...(image === undefined ? {} : { image }),
      phase: { state: 'done', endedAtMs, recognised: true, raw: { name: 'somebody' } },
    };
    if (image !== undefined) kept.set(image, endedAtMs);
    await store.create({ job });
  }

  const left = async (...ids: string[]) => (await store.get(ids)).filter((stored) => stored !== undefined).length;
  return { clock, kept, host, store, sweep, ended, left };
}

describe('orphans', () => {
  test('of an earlier process go at start; an upload that began since stays', async () => {
    const { clock, kept, sweep } = fixture();
    kept.set('of-a-crash', clock.now() - 500);
    await clock.advance(300);
    kept.set('on-its-way', clock.now());
    await clock.advance(300);
    await sweep();
    expect([...kept.keys()]).toEqual(['on-its-way']);
  });

  test('stay at start where others upload to the same host, and go once no upload can be that old', async () => {
    const { clock, kept, sweep } = fixture({ alone: false });
    kept.set('perhaps-on-its-way', clock.now() - 500);
    await sweep();
    expect(kept.size).toBe(1);
    await clock.advance(25 * 60_000);
    await sweep();
    expect(kept.size).toBe(0);
  });

  test('are not the images of scans', async () => {
    const { clock, kept, sweep, ended } = fixture();
    await ended('scan', 'scan');
    kept.set('scan', clock.now() - 60_000);
    await sweep();
    expect([...kept.keys()]).toEqual(['scan']);
  });
});

describe('an ended scan', () => {
  test('whose image outlived it loses it within a minute, and goes itself after an hour', async () => {
    const { clock, kept, sweep, ended, left } = fixture();
    await ended('scan', 'scan');
    await clock.advance(60_000);
    await sweep();
    expect([kept.size, await left('scan')]).toEqual([0, 1]);
    await clock.advance(58 * 60_000);
    await sweep();
    expect(await left('scan')).toBe(1);
    await clock.advance(60_000);
    await sweep();
    expect(await left('scan')).toBe(0);
  });

  test('goes after an hour also while the image host is away; its image goes when that is back', async () => {
    const { clock, kept, host, sweep, ended, left } = fixture();
    await ended('with-image', 'with-image');
    await ended('without');
    host.away = true;
    for (let minutes = 0; minutes <= 61; minutes += 1) {
      await clock.advance(60_000);
      await sweep();
    }
    expect(await left('with-image', 'without')).toBe(0);
    host.away = false;
    await clock.advance(15 * 60_000);
    await sweep();
    expect(kept.size).toBe(0);
  });
});

describe('a scan that cannot be sent', () => {
  test('is given up after an hour, its image erased, and not before', async () => {
    const { clock, kept, sweep, store } = fixture();
    const createdAtMs = clock.now();
    kept.set('scan', createdAtMs);
    const phase = { state: 'queued', readyAtMs: createdAtMs } as const;
    await store.create({
      job: { id: 'scan', card: 'passport', subject: 's', createdAtMs, attempts: 0, image: 'scan', phase },
    });
    const state = async () => (await store.get(['scan']))[0]?.job.phase;
    await clock.advance(59 * 60_000);
    await sweep();
    expect([await state(), kept.size]).toEqual([phase, 1]);
    await clock.advance(60_000);
    await sweep();
    expect([await state(), kept.size]).toEqual([
      { state: 'failed', code: 'green-away', endedAtMs: createdAtMs + 60 * 60_000 },
      0,
    ]);
  });
});
