import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { ProblemError } from '../base/problem-error.ts';
import type { ImageHost } from '../images/images.ts';
import { reduce } from '../jobs/reduce.ts';
import { mintSession } from '../session.ts';
import { createMemoryStore } from '../store/memory.ts';
import type { Store } from '../store/store.ts';
import { makePng, type ProxyFixture, sessionSecret, startProxy } from './testing/proxy-fixture.ts';

let fixture: ProxyFixture;
beforeAll(async () => {
  fixture = await startProxy();
});
afterAll(() => fixture.stop());

async function sessionOf(subject: string, quota?: number): Promise<{ authorization: string }> {
  const { token } = await mintSession({ secret: sessionSecret, subject, ...(quota ? { quota } : {}) });
  return { authorization: `Bearer ${token}` };
}

describe('a scan belongs to its subject', () => {
  test('another subject neither sees nor deletes it; the same one in a new session does', async () => {
    const { body } = await fixture.post(makePng({ seed: 11 }));
    const path = `/v1/scans/${body.id}`;
    const stranger = await sessionOf('stranger');
    expect((await fixture.get(path, stranger)).body.code).toBe('scan-not-found');
    expect((await fixture.get(`/v1/scans?ids=${body.id}`, stranger)).body).toEqual({ scans: [], missing: [body.id] });
    const deleted = await fixture.request(path, { method: 'DELETE', headers: stranger });
    expect(deleted.status).toBe(404);
    expect((await fixture.get(path, await sessionOf('visitor-1'))).status).toBe(200);
  });

  test('a stranger who waits is answered at once', async () => {
    const { body } = await fixture.post(makePng({ seed: 12 }));
    const startMs = performance.now();
    await fixture.get(`/v1/scans/${body.id}`, { ...(await sessionOf('stranger')), prefer: 'wait=20' });
    expect(performance.now() - startMs).toBeLessThan(900);
  });
});

describe('a deletion that meets its scan on the way', () => {
  test('leaves an entry for the bill also when the scan is sent in that very moment', async () => {
    const memory = createMemoryStore({ clock: systemClock });
    let meanwhile: (() => Promise<unknown>) | undefined;
    const store: Store = {
      ...memory,
      async erase(erasures) {
        const first = meanwhile;
        meanwhile = undefined;
        await first?.();
        return memory.erase(erasures);
      },
    };
    // Nothing is sent by itself: every image lacks an address for now.
    const images: ImageHost = {
      kind: 'bucket',
      put: async ({ id }) => id,
      url: () => Promise.reject(new Error('not yet')),
      erase: async () => {},
    };
    const slow = await startProxy({ testStore: store, imageHost: images });
    const [waiting, sent] = [
      (await slow.post(makePng({ seed: 1 }))).body,
      (await slow.post(makePng({ seed: 2 }))).body,
    ];
    const remove = (id: unknown) =>
      slow.request(`/v1/scans/${id}`, { method: 'DELETE', headers: { authorization: slow.authorization } });
    expect((await remove(waiting.id)).status).toBe(204);
    expect(await memory.unsettled('', 10)).toEqual([]);
    meanwhile = async () => {
      const [stored] = await memory.get([String(sent.id)]);
      if (!stored) return expect.unreachable();
      const marked = reduce(stored.job, { kind: 'marked', batchId: 'b', atMs: Date.now() });
      await memory.apply([{ job: marked, version: stored.version }]);
    };
    expect((await remove(sent.id)).status).toBe(204);
    expect((await memory.unsettled('', 10)).map(({ entry }) => [entry.dataId, entry.outcome])).toEqual([
      [sent.id, 'erased'],
    ]);
    expect(await memory.get([String(sent.id)])).toEqual([undefined]);
    expect(slow.lines.filter(({ message }) => message === 'may have been billed without a result')).toHaveLength(1);
    await slow.stop();
  });
});

describe('an Idempotency-Key', () => {
  test('gives the same scan for the same bytes, billed once', async () => {
    const headers = { 'idempotency-key': 'key-1' };
    const first = await fixture.post(makePng({ seed: 21 }), { headers });
    const second = await fixture.post(makePng({ seed: 21 }), { headers: { ...headers, prefer: 'wait=20' } });
    expect(second.body.id).toBe(first.body.id);
    expect(second.status).toBe(200);
    expect(fixture.green.billed.filter((id) => id === first.body.id)).toHaveLength(1);
  });

  test('of many uploads at once makes one scan', async () => {
    const headers = { 'idempotency-key': 'key-2', prefer: 'wait=20' };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => fixture.post(makePng({ seed: 22 }), { headers })),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test('with other bytes, or another card, is a conflict', async () => {
    const headers = { 'idempotency-key': 'key-3' };
    await fixture.post(makePng({ seed: 23 }), { headers });
    const otherBytes = await fixture.post(makePng({ seed: 24 }), { headers });
    const otherCard = await fixture.post(makePng({ seed: 23 }), { headers, card: 'bank-card' });
    expect([otherBytes.status, otherBytes.body.code]).toEqual([422, 'idempotency-conflict']);
    expect([otherCard.status, otherCard.body.code]).toEqual([422, 'idempotency-conflict']);
  });

  test('of one subject means nothing for another', async () => {
    const headers = { 'idempotency-key': 'key-4' };
    const mine = await fixture.post(makePng({ seed: 25 }), { headers });
    const theirs = await fixture.post(makePng({ seed: 25 }), { headers: { ...headers, ...(await sessionOf('else')) } });
    expect(theirs.status).toBe(202);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  test('whose scan was deleted is not billed again', async () => {
    const headers = { 'idempotency-key': 'key-5' };
    const { body } = await fixture.post(makePng({ seed: 26 }), { headers });
    await fixture.request(`/v1/scans/${body.id}`, {
      method: 'DELETE',
      headers: { authorization: fixture.authorization },
    });
    expect((await fixture.post(makePng({ seed: 26 }), { headers })).body.code).toBe('idempotency-conflict');
  });
});

describe('deleting', () => {
  test('erases scan and image now, and wakes whoever waits for it', async () => {
    const { body } = await fixture.post(makePng({ seed: 31 }), { card: 'vehicle-vin' });
    const waiting = fixture.get(`/v1/scans?ids=${body.id}`, { prefer: 'wait=20' });
    const { status } = await fixture.request(`/v1/scans/${body.id}`, {
      method: 'DELETE',
      headers: { authorization: fixture.authorization },
    });
    expect(status).toBe(204);
    expect((await fixture.get(`/v1/scans/${body.id}`)).status).toBe(404);
    await waiting;
    const url = fixture.green.urls.get(String(body.id));
    if (url) expect((await fetch(url)).status).toBe(404);
  });
});

describe('a quota', () => {
  test('lets its number of scans through, repeated requests not counted', async () => {
    const headers = { ...(await sessionOf('frugal', 2)), 'idempotency-key': 'q' };
    expect((await fixture.post(makePng({ seed: 41 }), { headers })).status).toBe(202);
    expect((await fixture.post(makePng({ seed: 41 }), { headers })).status).toBeLessThan(203);
    const { 'idempotency-key': _, ...plain } = headers;
    expect((await fixture.post(makePng({ seed: 42 }), { headers: plain })).status).toBe(202);
    const over = await fixture.post(makePng({ seed: 43 }), { headers: plain });
    expect([over.status, over.body.code]).toEqual([429, 'quota-exceeded']);
  });
});

describe('many scans at once', () => {
  test('come in one long poll that ends with the first change', async () => {
    const posts = await Promise.all([51, 52, 53].map((seed) => fixture.post(makePng({ seed }))));
    const ids = posts.map(({ body }) => String(body.id));
    const done = new Set<string>();
    while (done.size < 3) {
      const pending = ids.filter((id) => !done.has(id));
      const { body } = await fixture.get(`/v1/scans?ids=${pending.join()},nobody`, { prefer: 'wait=1' });
      expect(body.missing).toEqual(['nobody']);
      const scans = body.scans as { id: string; state: string }[];
      expect(scans.map(({ id }) => id)).toEqual(pending);
      for (const { id, state } of scans) if (state === 'done') done.add(id);
      if (done.size < 3) await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
});

test('with AUTH off no token is asked for, and the log says so loudly', async () => {
  vi.stubEnv('NODE_ENV', 'development');
  const open = await startProxy({ auth: 'off' });
  vi.unstubAllEnvs();
  await expect(startProxy({ auth: 'off' })).rejects.toThrow(/^AUTH: is off/);
  expect((await open.post(makePng(), { headers: { authorization: '' } })).status).toBe(202);
  expect(open.lines.some(({ message }) => message.includes('AUTH is off'))).toBe(true);
  await open.stop();
});

test('too many requests of one subject are 429 with the limits in the headers, others are not touched', async () => {
  const strict = await startProxy({ requestsPerMinute: 3 });
  const statuses = [];
  for (let index = 0; index < 4; index++) statuses.push((await strict.get('/v1/scans/none')).status);
  expect(statuses).toEqual([404, 404, 404, 429]);
  const refused = await strict.get('/v1/scans/none');
  expect(refused.body.code).toBe('rate-limited');
  expect(refused.headers.get('ratelimit')).toContain('"requests"');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await strict.get('/v1/scans/none', await sessionOf('other'))).status).toBe(404);
  await strict.stop();
});

test('more requests of one subject than may be held are answered at once, others are held', async () => {
  const strict = await startProxy({ mostPollsASubject: 2 }, { workMs: 60_000 });
  const id = String((await strict.post(makePng({ seed: 1 }))).body.id);
  await expect.poll(async () => (await strict.get(`/v1/scans/${id}`)).body.state).toBe('processing');
  const other = await sessionOf('other');
  const theirs = String((await strict.post(makePng({ seed: 2 }), { headers: other })).body.id);
  const held = [
    strict.get(`/v1/scans/${id}`, { prefer: 'wait=2' }),
    strict.get(`/v1/scans?ids=${id}`, { prefer: 'wait=2' }),
  ];
  await new Promise((resolve) => setTimeout(resolve, 100));
  const startMs = performance.now();
  for (const path of [`/v1/scans/${id}`, `/v1/scans?ids=${id}`]) {
    const { status, headers } = await strict.get(path, { prefer: 'wait=2' });
    expect([status, headers.get('preference-applied'), headers.get('retry-after')]).toEqual([200, null, '1']);
  }
  const posted = await strict.post(makePng({ seed: 3 }), { headers: { prefer: 'wait=2' } });
  expect([posted.status, posted.headers.get('preference-applied')]).toEqual([202, null]);
  expect(performance.now() - startMs).toBeLessThan(1_500);
  expect(
    (await strict.get(`/v1/scans/${theirs}`, { prefer: 'wait=1', ...other })).headers.get('preference-applied'),
  ).toBe('wait=1');
  for (const { headers } of await Promise.all(held)) expect(headers.get('preference-applied')).toBe('wait=2');
  expect((await strict.get(`/v1/scans/${id}`, { prefer: 'wait=1' })).headers.get('preference-applied')).toBe('wait=1');
  await strict.stop();
});

test('too many waiting scans are 503 with Retry-After', async () => {
  const full = await startProxy({ mostQueued: 2, greenQps: 1, greenMaxTasks: 1 }, { workMs: 60_000 });
  const answers = [];
  for (let seed = 0; seed < 8; seed++) {
    answers.push(await full.post(makePng({ seed })));
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  const refused = answers.find(({ status }) => status === 503);
  expect(refused?.body.code).toBe('overloaded');
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  await full.stop();
});

test('while the store is away new scans are 503 with Retry-After and nothing is sent; then all goes on', async () => {
  const memory = createMemoryStore({ clock: { now: () => Date.now() } });
  let away = false;
  const guarded =
    <A extends readonly unknown[], R>(run: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      if (away) throw new ProblemError('store-unavailable');
      return run(...given);
    };
  const store: Store = {
    ...memory,
    create: guarded(memory.create),
    get: guarded(memory.get),
    next: guarded(memory.next),
    hit: guarded(memory.hit),
    stats: guarded(memory.stats),
  };
  const shaky = await startProxy({ testStore: store });
  away = true;
  const answers = [await shaky.post(makePng()), await shaky.get('/v1/scans/any')];
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
    [503, 'store-unavailable'],
    [503, 'store-unavailable'],
  ]);
  expect(Number(answers[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await shaky.request('/readyz')).body.reasons).toContain('store-unavailable');
  expect(shaky.green.billed).toEqual([]);
  away = false;
  const answer = await shaky.post(makePng(), { headers: { prefer: 'wait=20' } });
  expect([answer.status, answer.body.state]).toEqual([200, 'done']);
  await shaky.stop();
}, 15_000);

test('a stopping proxy answers whoever waits and refuses new scans', async () => {
  const ending = await startProxy({}, { workMs: 60_000 });
  const { body } = await ending.post(makePng());
  await new Promise((resolve) => setTimeout(resolve, 300));
  const waiting = ending.get(`/v1/scans/${body.id}`, { prefer: 'wait=25' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await ending.proxy.stop();
  expect((await waiting).body.state).toBe('processing');
  const refused = await ending.post(makePng());
  expect([refused.status, refused.body.code]).toEqual([503, 'stopping']);
  await ending.stop();
});
