import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scriptedFaults } from './faults/scripted-faults.ts';
import { account, resultsPath, scanPath, startBench } from './testing/scripted-green.ts';
import { signCall } from './testing/signed-call.ts';

let bench: Awaited<ReturnType<typeof startBench>>;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.stop());

/** Sends one signed request over and over: each time on a connection of its own, or on one that is kept. */
async function repeat(url: string, path: string, body: string, times: number, kept: boolean): Promise<string[]> {
  const headers = signCall({ url, path, body, account });
  const agent = new Agent({ connections: 1, pipelining: 1 });
  const codes: string[] = [];
  for (let time = 0; time < times; time += 1) {
    const dispatcher = kept ? agent : new Agent({ connections: 1, pipelining: 0 });
    const answer = await request(`${url}${path}`, { method: 'POST', headers, body, dispatcher });
    const json: unknown = await answer.body.json();
    codes.push(String(Object.entries(Object(json)).find(([name]) => /^code$/i.test(name))?.[1]));
    if (!kept) await dispatcher.close();
  }
  await agent.close();
  return codes;
}

describe('a gateway of several nodes', () => {
  test('keeps a connection with its node, and gives fresh ones to the nodes in turn', async () => {
    const { green, url } = await bench.start({ nodes: { count: 3 } });
    await repeat(url, resultsPath, '["x"]', 4, true);
    await repeat(url, resultsPath, '["x"]', 4, false);
    expect(green.ledger.calls.map(({ node }) => node)).toEqual([1, 1, 1, 1, 2, 3, 1, 2]);
  });

  test('draws the node of a fresh connection from a seed where one is given', async () => {
    const nodesFor = async (seed: string) => {
      const limits = { callsPerSecond: 100 };
      const { green, url } = await bench.start({ nodes: { count: 4, seed }, limits });
      await repeat(url, resultsPath, '["x"]', 16, false);
      return green.ledger.calls.map(({ node }) => node);
    };
    const first = await nodesFor('a');
    expect(await nodesFor('a')).toEqual(first);
    expect(await nodesFor('b')).not.toEqual(first);
    expect(new Set(first)).toEqual(new Set([1, 2, 3, 4]));
  });

  test('with a memory for all refuses a used nonce at each of them', async () => {
    const { url } = await bench.start({ nodes: { count: 2, memory: 'shared' } });
    expect(await repeat(url, resultsPath, '["x"]', 4, false)).toEqual(['200', ...Array(3).fill('SignatureNonceUsed')]);
  });

  test('with a memory each refuses it on a kept connection, and takes it once at each node: billed as often', async () => {
    const { green, url, bodyOf } = await bench.start({ nodes: { count: 2, memory: 'own' } });
    expect(await repeat(url, resultsPath, '["x"]', 2, true)).toEqual(['200', 'SignatureNonceUsed']);
    const codes = await repeat(url, scanPath, bodyOf(), 4, false);
    expect(codes).toEqual(['200', '200', 'SignatureNonceUsed', 'SignatureNonceUsed']);
    await expect.poll(() => green.ledger.summary()).toMatchObject({ billed: 2, billedTwice: 1, submittedAgain: 1 });
    const [first, second] = green.ledger.imagesOf({ dataId: 'mine' });
    expect(first?.nonce, 'one signed request made both').toBe(second?.nonce);
    expect(green.ledger.imagesOf({ nonce: first?.nonce ?? '' })).toHaveLength(2);
    expect(first?.requestId).not.toBe(second?.requestId);
  });

  test('may forget, or begin to share, while it runs', async () => {
    let now = 1_800_000_000_000;
    const clock = { now: () => now, after: () => () => {} };
    const faults = scriptedFaults([
      { on: 'nonces', fromMs: 1_000, untilMs: 2_000, memory: 'none' },
      { on: 'nonces', fromMs: 2_000, untilMs: 3_000, memory: 'own' },
    ]);
    const { prepare } = await bench.start({ nodes: { count: 2, memory: 'shared' }, clock, faults });
    const send = prepare(resultsPath, '["x"]', { now });
    const fresh = { connection: 'close' };
    const code = async () => (/SignatureNonceUsed|200/.exec((await send(fresh)).text) ?? [])[0];
    expect([await code(), await code()]).toEqual(['200', 'SignatureNonceUsed']);
    now += 1_000;
    expect([await code(), await code()]).toEqual(['200', '200']);
    now += 1_000;
    expect([await code(), await code()], 'both nodes have taken it by now').toEqual(
      Array(2).fill('SignatureNonceUsed'),
    );
    now += 1_000;
    expect(await code()).toBe('SignatureNonceUsed');
  });
});

describe('the clock of Green', () => {
  test('is what dates are judged by, and what answers bear', async () => {
    let now = Date.UTC(2026, 0, 15, 8);
    const clock = { now: () => now, after: () => () => {} };
    const hour = 3_600_000;
    const faults = scriptedFaults([
      { on: 'clock', fromMs: 0, untilMs: 1_000, skewMs: hour },
      { on: 'clock', fromMs: 1_000, untilMs: 2_000, skewMs: -hour },
    ]);
    const { url } = await bench.start({ clock, faults, limits: { callsPerSecond: 100 } });
    const ask = async (atMs: number) => {
      const headers = signCall({ url, path: resultsPath, body: '["x"]', account, now: atMs });
      const answer = await request(`${url}${resultsPath}`, { method: 'POST', headers, body: '["x"]' });
      const text = await answer.body.text();
      return { ok: answer.statusCode === 200, date: answer.headers.date, expired: text.includes('TimeStamp.Expired') };
    };
    const at = (ms: number) => new Date(ms).toUTCString();
    expect(await ask(now)).toEqual({ ok: false, date: at(now + hour), expired: true });
    expect(await ask(now + hour)).toMatchObject({ ok: true, date: at(now + hour) });
    now += 1_000;
    expect(await ask(now)).toEqual({ ok: false, date: at(now - hour), expired: true });
    expect(await ask(now - hour)).toMatchObject({ ok: true });
    now += 1_000;
    expect(await ask(now)).toMatchObject({ ok: true, date: at(now) });
  });

  test('that is set ahead forgets nonces early, and set back keeps what it saw before it', async () => {
    let now = 1_800_000_000_000;
    const clock = { now: () => now, after: () => () => {} };
    const faults = scriptedFaults([
      { on: 'clock', fromMs: 10_000, untilMs: 20_000, skewMs: 14 * 60_000 },
      { on: 'clock', fromMs: 20_000, untilMs: 30_000, skewMs: 0 },
    ]);
    const { prepare } = await bench.start({ clock, faults, limits: { nonceMs: 5 * 60_000 } });
    const send = prepare(resultsPath, '["x"]', { now });
    const used = async () => (await send()).text.includes('SignatureNonceUsed');
    expect([await used(), await used()]).toEqual([false, true]);
    now += 10_000;
    expect([await used(), await used()], 'fourteen minutes ahead, five are remembered').toEqual([false, true]);
    now += 10_000;
    expect(await used(), 'it lies in the future now').toBe(true);
  });

  test('leaves the rates alone, whichever way it jumps', async () => {
    const clock = { now: () => 1_800_000_000_000, after: () => () => {} };
    let skewMs = 600_000;
    const faults = { call: () => undefined, task: () => undefined, skewMs: () => skewMs };
    const { ask } = await bench.start({ clock, faults, limits: { callsPerSecond: 2 } });
    const code = async () => {
      const { json } = await ask(['x'], { now: clock.now() + skewMs });
      return json.code ?? json.Code;
    };
    expect([await code(), await code(), await code()]).toEqual([200, 200, 'Throttling.User']);
    skewMs = -600_000;
    expect(await code()).toBe('Throttling.User');
  });
});
