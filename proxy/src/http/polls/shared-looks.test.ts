import { expect, test } from 'vitest';
import { createVirtualClock } from '../../engine/testing/virtual-clock.ts';
import type { Job } from '../../jobs/job.ts';
import { createMemoryStore } from '../../store/memory.ts';
import type { Store } from '../../store/store.ts';
import { createSharedLooks } from './shared-looks.ts';
import { createWaiting } from './waiting.ts';

const job = (id: string): Job => ({
  id,
  card: 'passport',
  subject: 's',
  createdAtMs: 1,
  attempts: 0,
  phase: { state: 'queued', readyAtMs: 1 },
});

async function counted(ids: readonly string[]) {
  const clock = createVirtualClock();
  const kept = createMemoryStore({ clock });
  for (const id of ids) await kept.create({ job: job(id) });
  const asked: (readonly string[])[] = [];
  const store: Store = {
    ...kept,
    get(some) {
      asked.push(some);
      return kept.get(some);
    },
  };
  return { clock, store, asked };
}

test('what is asked in one turn is one question, each gets its own answers, and nothing is kept for the next', async () => {
  const { store, asked } = await counted(['a', 'b']);
  const look = createSharedLooks(store);
  const answers = await Promise.all([look(['a']), look(['b', 'none']), look(['a', 'b'])]);
  expect(answers.map((jobs) => jobs.map((each) => each?.id))).toEqual([['a'], ['b', undefined], ['a', 'b']]);
  expect(asked).toEqual([['a', 'b', 'none']]);
  await store.erase([{ id: 'a' }]);
  expect(await look(['a'])).toEqual([undefined]);
});

test('a store that is away fails whoever asked, and the next question is a new one', async () => {
  const { store } = await counted(['a']);
  let away = true;
  const look = createSharedLooks({ get: (ids) => (away ? Promise.reject(new Error('away')) : store.get(ids)) });
  const refused = await Promise.allSettled([look(['a']), look(['b'])]);
  expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  away = false;
  expect(await look(['a'])).toMatchObject([{ id: 'a' }]);
});

test('what is held and has not changed is not read again, and is forgotten with the last who holds it', async () => {
  const { store } = await counted(['a', 'b']);
  const known: (readonly string[])[] = [];
  const look = createSharedLooks({
    get(ids, told) {
      known.push([...(told?.keys() ?? [])]);
      return store.get(ids, told);
    },
  });
  const [letGo, letGoToo] = [look.hold(['a']), look.hold(['a'])];
  const [first] = await look(['a', 'b']);
  letGo();
  letGo();
  expect((await look(['a', 'b']))[0]).toBe(first);
  letGoToo();
  await look(['a', 'b']);
  expect(known).toEqual([[], ['a'], []]);
});

test('sixty who wait for a batch look once when it ends, and together now and then meanwhile', async () => {
  const ids = Array.from({ length: 60 }, (_, index) => `scan-${index}`);
  const { clock, store, asked } = await counted(ids);
  const waiting = createWaiting({ store, clock });
  const waits = ids.map((id) =>
    waiting.until({
      ids: [id],
      enough: ([each]) => each?.phase.state === 'failed',
      ms: 25_000,
      onlyEnds: true,
      known: [job(id)],
      gone: () => () => {},
    }),
  );
  await clock.advance(10_000);
  expect(asked.length, 'each looks every three seconds at the latest').toBeGreaterThanOrEqual(3);
  expect(asked.length).toBeLessThanOrEqual(5);
  const before = asked.length;
  const phase = { state: 'failed', endedAtMs: 1, code: 'internal' } as const;
  await store.apply(ids.map((id) => ({ version: 1, job: { ...job(id), phase } })));
  await Promise.all(waits);
  expect(asked.length - before).toBe(1);
  waiting.stop();
});
