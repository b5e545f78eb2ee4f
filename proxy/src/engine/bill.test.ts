import { describe, expect, test } from 'vitest';
import type { TaskResult } from '../green/port.ts';
import type { Job } from '../jobs/job.ts';
import { createEngineFixture } from './testing/engine-fixture.ts';

const unknown = { kind: 'unknown', cause: 'reset' } as const;
const failure = (greenCode: string, rest: Partial<Extract<TaskResult, { kind: 'failed' }>> = {}): TaskResult => ({
  kind: 'failed',
  code: 'green-failed',
  greenCode,
  attempts: 1,
  ...rest,
});
const download = failure('480', { code: 'green-download', ifUnfetched: true });

async function batchOf(job: Job): Promise<string> {
  return job.phase.state === 'unknown' || job.phase.state === 'submitting' ? job.phase.batchId : '';
}

describe('a failed download', () => {
  test('is not submitted again where the image was fetched, or nobody knows', async () => {
    for (const evidence of ['fetched', 'unknown'] as const) {
      const { engine, green, images, add, untilEnded } = createEngineFixture();
      images.evidence = evidence;
      engine.start();
      const id = await add();
      green.scripted.set(id, [download, download]);
      const [job] = await untilEnded([id]);
      expect(job?.phase).toMatchObject({ state: 'failed', code: 'green-download', greenCode: '480' });
      expect(green.billed).toEqual([id]);
      await engine.stop();
    }
  });

  test('is submitted again, three times in all, where nobody ever fetched the image', async () => {
    const { engine, green, images, add, untilEnded } = createEngineFixture();
    images.evidence = 'unfetched';
    engine.start();
    const id = await add();
    green.scripted.set(id, [download, download, download]);
    const [job] = await untilEnded([id]);
    expect(job?.phase).toMatchObject({ state: 'failed', code: 'green-download' });
    expect(green.billed).toEqual([id, id, id]);
    expect(new Set(green.urls.values()).size, 'each under another address').toBe(1);
    await engine.stop();
  });

  test('is submitted again as often as the operator allows', async () => {
    const { engine, green, images, add, untilEnded } = createEngineFixture({ options: { downloadAttempts: 2 } });
    images.evidence = 'fetched';
    engine.start();
    const id = await add();
    green.scripted.set(id, [download, download]);
    expect((await untilEnded([id]))[0]?.phase.state).toBe('failed');
    expect(green.billed).toEqual([id, id]);
    await engine.stop();
  });
});

describe('what says nothing about a billed task', () => {
  test.each(['500', '580', '408', '596', '588', '777'])('a code %s for eight seconds', async (greenCode) => {
    const { engine, green, add, untilEnded } = createEngineFixture();
    engine.start();
    const id = await add();
    green.scripted.set(
      id,
      Array.from({ length: 4 }, () => failure(greenCode, { unsure: true })),
    );
    expect((await untilEnded([id]))[0]?.phase.state).toBe('done');
    expect(green.billed).toEqual([id]);
    await engine.stop();
  });

  test('a minute of it', async () => {
    const { engine, green, add, untilEnded } = createEngineFixture();
    engine.start();
    const id = await add();
    green.queryFaults.push(...Array.from({ length: 20 }, () => unknown));
    green.scripted.set(
      id,
      Array.from({ length: 9 }, () => failure('500', { unsure: true })),
    );
    expect((await untilEnded([id]))[0]?.phase.state).toBe('done');
    expect(green.billed).toEqual([id]);
    await engine.stop();
  });
});

describe('a task whose answer breaks whatever carries it', () => {
  test('keeps nobody else from theirs: they are asked for in halves', async () => {
    const { engine, green, clock, add, untilEnded, job } = createEngineFixture();
    const { results } = green;
    let poisoned = '';
    green.results = async (taskIds) =>
      taskIds.includes(green.taskOf(poisoned) ?? '') ? { kind: 'unknown', cause: 'too large' } : results(taskIds);
    engine.start();
    const ids = await Promise.all(Array.from({ length: 20 }, () => add()));
    poisoned = ids[7] ?? '';
    const others = ids.filter((id) => id !== poisoned);
    expect((await untilEnded(others)).every(({ phase }) => phase.state === 'done')).toBe(true);
    expect((await job(poisoned)).phase.state).toBe('submitted');
    await clock.advance(62 * 60_000);
    expect((await job(poisoned)).phase).toMatchObject({ state: 'failed', code: 'unconfirmed' });
    expect(green.billed).toHaveLength(20);
    await engine.stop();
  });
});

describe('a submission whose answer was lost', () => {
  test('also where what sends it throws once the bytes have left', async () => {
    const { engine, green, add, untilEnded } = createEngineFixture();
    const { submit } = green;
    let thrown = 0;
    green.submit = async (request) => {
      const outcome = await submit(request);
      if (thrown++ === 0) throw new TypeError('no such method');
      return outcome;
    };
    engine.start();
    const [job] = await untilEnded([await add()]);
    expect(job?.phase).toMatchObject({ state: 'failed', code: 'unconfirmed' });
    expect(green.billed).toHaveLength(1);
    await engine.stop();
  });

  test('is not asked for by sending again once a used nonce was accepted', async () => {
    const { engine, green, clock, add, untilEnded } = createEngineFixture();
    let proof: 'refused' | 'accepted' = 'refused';
    green.probeNonce = async () => proof;
    engine.start();
    await clock.advance(1_000);
    expect(engine.status().nonceProof).toBe('proved');
    proof = 'accepted';
    await clock.advance(6 * 60_000);
    expect(engine.status().nonceProof).toBe('refuted');
    proof = 'refused';
    green.faults.push({ outcome: unknown, arrives: true });
    const [job] = await untilEnded([await add()]);
    expect(job?.phase).toMatchObject({ state: 'failed', code: 'unconfirmed' });
    expect(green.submitsAtMs).toHaveLength(1);
    await engine.stop();
  });

  test('is not asked for by sending again once the proof is old', async () => {
    const { engine, green, clock, add, untilEnded } = createEngineFixture();
    let proof: 'refused' | 'unknown' = 'refused';
    green.probeNonce = async () => proof;
    engine.start();
    await clock.advance(1_000);
    proof = 'unknown';
    await clock.advance(13 * 60_000);
    expect(engine.status().nonceProof).toBe('stale');
    green.faults.push({ outcome: unknown, arrives: true });
    const [job] = await untilEnded([await add()]);
    expect(job?.phase).toMatchObject({ state: 'failed', code: 'unconfirmed' });
    expect(green.submitsAtMs).toHaveLength(1);
    await engine.stop();
  });

  test('is not sent again when one of its scans was erased, for that one may have been submitted anew before', async () => {
    const { engine, green, store, clock, add, job, untilEnded } = createEngineFixture();
    const ids = [await add(), await add()];
    green.faults.push({ outcome: unknown, arrives: true });
    engine.start();
    for (let state = ''; state !== 'unknown'; state = (await job(ids[0] ?? '')).phase.state) await clock.advance(10);
    await store.erase([{ id: ids[1] ?? '' }]);
    const [kept] = await untilEnded([ids[0] ?? '']);
    expect(kept?.phase).toMatchObject({ state: 'failed', code: 'unconfirmed' });
    expect(green.billed).toEqual(ids);
    expect(green.submitsAtMs).toHaveLength(1);
    await engine.stop();
  });

  test('keeps its scans together while it is sent again: none is withdrawn beside that', async () => {
    const { engine, green, images, store, clock, add, job, untilEnded } = createEngineFixture();
    const id = await add();
    green.faults.push({ outcome: unknown, arrives: false });
    engine.start();
    for (let state = ''; state !== 'unknown'; state = (await job(id)).phase.state) await clock.advance(10);
    const { submit } = green;
    green.submit = async (request) => {
      // Another process holds the job as it was before, and has just seen that nobody fetched the image.
      images.evidence = 'unfetched';
      const [stored] = await store.get([id]);
      const batchId = stored ? await batchOf(stored.job) : '';
      if (stored) await engine.advance([{ stored, event: { kind: 'withdrawn', batchId, atMs: clock.now() } }]);
      return submit(request);
    };
    expect((await untilEnded([id]))[0]?.phase.state).toBe('done');
    expect(green.billed).toEqual([id]);
    await engine.stop();
  });
});

describe('clocks', () => {
  test('a replay is not sent once Green may have forgotten the nonce, whatever this machine’s clock says', async () => {
    const { engine, green, add, untilEnded, clock, store, job } = createEngineFixture();
    green.faults.push({ outcome: unknown, arrives: true });
    engine.start();
    const id = await add();
    for (let state = ''; state !== 'unknown'; state = (await job(id)).phase.state) await clock.advance(10);
    await engine.stop();
    // Another process, whose clock is right again: by its own time the submission lies twenty minutes ahead.
    const [stored] = await store.get([id]);
    const batch = stored && (await store.batch(await batchOf(stored.job)));
    if (!stored || !batch) throw new Error('nothing was marked');
    const aheadMs = 20 * 60_000;
    const moved = { ...batch, markedAtMs: batch.markedAtMs + aheadMs, greenAtMs: clock.now() - 14 * 60_000 };
    await store.mark(moved, [stored]);
    const second = createEngineFixture({ store, context: { clock, green } });
    second.engine.start();
    const [ended] = await untilEnded([id]);
    expect(ended?.phase).toMatchObject({ state: 'failed', code: 'unconfirmed' });
    expect(green.submitsAtMs).toHaveLength(1);
    await second.engine.stop();
  });

  test('a process whose clock is an hour behind that of the one before goes on at once', async () => {
    const { engine, green, add, untilEnded, clock, store } = createEngineFixture({ green: { workMs: () => 30_000 } });
    engine.start();
    const waiting = await add();
    await clock.advance(3_000);
    await engine.stop();
    const id = await add('bank-card');
    const hourMs = 60 * 60_000;
    const [looked, queued] = await store.get([waiting, id]);
    if (looked?.job.phase.state !== 'submitted' || queued?.job.phase.state !== 'queued')
      throw new Error('not as meant');
    const { phase } = looked.job;
    await store.apply([
      { version: queued.version, job: { ...queued.job, phase: { state: 'queued', readyAtMs: clock.now() + hourMs } } },
      {
        version: looked.version,
        job: {
          ...looked.job,
          phase: { ...phase, submittedAtMs: phase.submittedAtMs + hourMs, nextLookAtMs: phase.nextLookAtMs + hourMs },
        },
      },
    ]);
    const second = createEngineFixture({ store, context: { clock, green } });
    second.engine.start();
    const jobs = await untilEnded([waiting, id], 2 * 60_000);
    expect(jobs.map(({ phase: { state } }) => state)).toEqual(['done', 'done']);
    await second.engine.stop();
  });
});
