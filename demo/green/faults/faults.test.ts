import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGreen } from '../green.ts';
import { makeCardImage } from '../testing/card-image.ts';
import { createEmbeddedReader } from '../testing/embedded-reader.ts';
import { startImageServer } from '../testing/image-server.ts';
import { callGreen } from '../testing/signed-call.ts';
import type { CallFault, TaskFault } from './fault.ts';
import { type ScriptLine, scriptedFaults } from './scripted-faults.ts';
import { seededFaults } from './seeded-faults.ts';

const account = { accessKeyId: 'testid', accessKeySecret: 'testsecret', uid: '11' };
const path = '/green/image/asyncscan';
let images: Awaited<ReturnType<typeof startImageServer>>;
const running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  images = await startImageServer();
});
afterAll(async () => {
  await Promise.all(running.map((green) => green.stop()));
  await images.stop();
});

async function start(line: ScriptLine) {
  const reader = createEmbeddedReader();
  const green = createGreen({
    accounts: [account],
    reader,
    faults: scriptedFaults([line]),
    limits: { downloadMs: 300 },
  });
  running.push(green);
  const { url } = await green.listen(0);
  const body = JSON.stringify({
    scenes: ['ocr'],
    extras: { card: 'bank-card' },
    tasks: [{ dataId: 'mine', url: images.put('x.png', makeCardImage('bank-card', { bankCardNum: '1' })) }],
  });
  /** The status and JSON of one submission, or `broken`. */
  const submit = () =>
    callGreen({ url, path, body, account }).then(
      ({ status, json, text }) => ({ status, json, text }),
      (error: unknown) => ({ broken: error instanceof Error ? error.message : String(error) }),
    );
  return { green, submit };
}

describe('a broken call', () => {
  const broken = { broken: expect.any(String) };
  const cases: [string, CallFault, boolean, object][] = [
    ['reset-before-body', { kind: 'reset', when: 'before-body' }, false, broken],
    ['reset-after-body', { kind: 'reset', when: 'after-body' }, false, broken],
    ['reset-after-work', { kind: 'reset', when: 'after-work' }, true, broken],
    ['half-answer', { kind: 'half-answer' }, true, broken],
    ['cut-json', { kind: 'cut-json' }, true, broken],
    ['silence', { kind: 'silence', forMs: 50, worked: false }, false, broken],
    ['silence-worked', { kind: 'silence', forMs: 50, worked: true }, true, broken],
    ['status-503', { kind: 'status', status: 503, body: true, worked: false }, false, { status: 503, text: /503/ }],
    ['status-502-empty-worked', { kind: 'status', status: 502, body: false, worked: true }, true, { status: 502 }],
    ['throttle', { kind: 'throttle', forMs: 50 }, false, { status: 400, json: { Code: 'Throttling.User' } }],
    ['wrong-data-id', { kind: 'wrong-data-id' }, true, { status: 200, json: { data: [{ dataId: 'unasked-0' }] } }],
  ];
  test.each(cases)('%s is in the ledger, with what it cost', async (name, fault, worked, seen) => {
    const { green, submit } = await start({ on: 'asyncscan', number: 1, fault });
    const expected = 'text' in seen ? { ...seen, text: expect.stringMatching(/503/) } : seen;
    expect(await submit()).toMatchObject(expected);
    expect(green.ledger.calls).toMatchObject([{ operation: 'asyncscan', fault: name, accepted: worked ? 1 : 0 }]);
    expect(green.ledger.images, 'an image is there exactly where the call was carried out').toHaveLength(
      worked ? 1 : 0,
    );
    await expect.poll(() => green.ledger.summary()).toMatchObject({ billed: worked ? 1 : 0, open: 0, billedTwice: 0 });
  });

  test('refuse closes the port, then opens it again', async () => {
    const { green, submit } = await start({ on: 'asyncscan', number: 1, fault: { kind: 'refuse', forMs: 200 } });
    expect(await submit()).toEqual({ broken: expect.any(String) });
    expect(await submit()).toEqual({ broken: expect.stringMatching(/ECONNREFUSED/) });
    await expect.poll(submit, { interval: 50 }).toMatchObject({ status: 200 });
    expect(green.ledger.images).toHaveLength(1);
  });

  test('a second submission of the same image shows as billed twice', async () => {
    const { green, submit } = await start({ on: 'asyncscan', number: 1, fault: { kind: 'half-answer' } });
    await submit();
    await submit();
    await expect.poll(() => green.ledger.summary()).toMatchObject({ billed: 2, billedTwice: 1 });
    expect(green.ledger.billedTwice()[0]?.map(({ dataId }) => dataId)).toEqual(['mine', 'mine']);
  });
});

describe('a broken task', () => {
  const failed = (billed: boolean): TaskFault => ({ kind: 'failed-task', code: 586, msg: 'ALGO_FAILED', billed });
  const cases: [string, TaskFault, number, number][] = [
    ['failed before the image', failed(false), 586, 0],
    ['failed after the image', failed(true), 586, 1],
    ['no download', { kind: 'download-failure' }, 480, 0],
    ['a download that is slow enough to fail', { kind: 'slow-download', forMs: 400 }, 592, 0],
    ['a download that is slow', { kind: 'slow-download', forMs: 100 }, 200, 1],
  ];
  test.each(cases)('%s', async (_, fault, code, billed) => {
    const { green, submit } = await start({ on: 'task', number: 1, fault });
    expect(await submit()).toMatchObject({ status: 200, json: { data: [{ code: 200 }] } });
    await expect.poll(() => green.ledger.images[0]?.code).toBe(code);
    expect(green.ledger.summary().billed).toBe(billed);
  });

  test('refused at submission has no task id and is not in the ledger', async () => {
    const { green, submit } = await start({
      on: 'task',
      number: 1,
      fault: { kind: 'refused-task', code: 588, msg: 'EXCEED_QUOTA' },
    });
    const answer = await submit();
    expect(answer).toMatchObject({ json: { code: 200, data: [{ code: 588, dataId: 'mine' }] } });
    expect('json' in answer && answer.json.data[0].taskId).toBeUndefined();
    expect(green.ledger.images).toHaveLength(0);
  });
});

describe('seeded faults', () => {
  const draw = (seed: string, calls: number) => {
    const plan = seededFaults(seed, { calls, tasks: 0.1, until: 4_000 });
    return Array.from({ length: 5_000 }, (_, number) => [plan.call('asyncscan', number, 0), plan.task(number)]);
  };

  test('are the same for the same seed and others for another', () => {
    expect(draw('a', 0.3)).toEqual(draw('a', 0.3));
    expect(draw('a', 0.3)).not.toEqual(draw('b', 0.3));
  });

  test('come about as often as asked, in every kind, and stop where asked', () => {
    const drawn = draw('c', 0.3);
    const calls = drawn.flatMap(([call]) => call ?? []);
    expect(calls.length).toBeGreaterThan(4_000 * 0.27);
    expect(calls.length).toBeLessThan(4_000 * 0.33);
    expect(new Set(calls.map(({ kind }) => kind)).size).toBe(15);
    expect(
      drawn
        .slice(4_000)
        .flat()
        .filter((fault) => fault !== undefined),
    ).toEqual([]);
    expect(draw('c', 0).flatMap(([call]) => call ?? [])).toEqual([]);
  });
});
