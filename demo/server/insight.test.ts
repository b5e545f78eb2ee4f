import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Reader } from '../green/reader-port.ts';
import { type Demo, startDemo } from './demo.ts';
import type { Figure } from './figures.ts';

const reader: Reader = {
  read: async () => ({ recognised: true, info: { bankCardNum: '6222020000000000000' } }),
  warm: async () => {},
  usage: () => ({ cpuMs: 0, nowMb: 0, peakMb: 0 }),
  stop: async () => {},
};
const parts = { reader, log: { info: () => {}, warn: () => {}, error: () => {} } };
/** The smallest GIF there is; the stand-in's reader is asked nothing about it. */
const picture = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64');

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo({ port: 0, greenPort: 0, imagePrice: 0.25 }, parts);
});
afterAll(() => demo.stop());

const get = async (path: string, cookie = '', url = demo.url) => {
  const response = await fetch(url + path, { headers: { cookie } });
  const body: unknown = await response.json().catch(() => undefined);
  return { status: response.status, body };
};
const figuresIn = (body: unknown): readonly Figure[] => Object(body).figures;

async function sumOf(name: string, labels: Figure['labels'] = {}, url = demo.url): Promise<number> {
  const figures = figuresIn((await get('/insight/figures', '', url)).body);
  const fits = (figure: Figure) => Object.entries(labels).every(([key, text]) => figure.labels[key] === text);
  return figures.filter((figure) => figure.name === name && fits(figure)).reduce((sum, { value }) => sum + value, 0);
}

/** A scan of a visitor's own, to its end. */
async function scan(): Promise<{ readonly id: string; readonly cookie: string }> {
  const session = await fetch(`${demo.url}/session`, { method: 'POST' });
  const [cookie = ''] = (session.headers.get('set-cookie') ?? '').split(';');
  const { token } = Object(await session.json());
  const response = await fetch(`${demo.url}/scanfill/v1/scans?card=bank-card`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'image/gif', prefer: 'wait=20' },
    body: new Uint8Array(picture),
  });
  const { id, state } = Object(await response.json());
  expect(state).toBe('done');
  return { id, cookie };
}

test('a scan is counted, billed once by both books, and shown to its own visitor alone', async () => {
  const counts = () =>
    Promise.all([
      sumOf('scanfill_scans_created_total', { card: 'bank-card' }),
      sumOf('scanfill_green_calls_total', { operation: 'submit' }),
      sumOf('scanfill_images_billed_total', { confidence: 'sure' }),
      sumOf('scanfill_spend_total'),
    ]);
  const [scans, calls, billed, spent] = await counts();
  const { id, cookie } = await scan();
  await expect.poll(counts).toEqual([scans + 1, calls + 1, billed + 1, spent + 0.25]);
  const own = await get(`/insight/scans/${id}`, cookie);
  expect(own.body).toMatchObject({ state: 'done', ledger: [{ state: 'billed' }] });
  const { createdAt, doneAt } = Object(own.body);
  expect(doneAt).toBeGreaterThanOrEqual(createdAt);
  const stranger = `visitor=${'0'.repeat(32)}`;
  expect([(await get(`/insight/scans/${id}`)).status, (await get(`/insight/scans/${id}`, stranger)).status]).toEqual([
    404, 404,
  ]);
});

test('what reconcile lists is shown on this machine', async () => {
  expect(await get('/insight/unsettled')).toEqual({ status: 200, body: [] });
});

test('the proxy itself has none of it', async () => {
  for (const path of ['/metrics', '/insight/figures', '/insight/unsettled', '/reconcile'])
    expect([path, (await get(`/scanfill${path}`)).status]).toEqual([path, 404]);
});

test('a demo that others can reach counts scans for them, and keeps what is its operator’s', async () => {
  const open = await startDemo({ port: 0, greenPort: 0, publicUrl: 'https://demo.example/scanfill' }, parts);
  try {
    const { body } = await get('/insight/figures', '', open.url);
    const names = new Set(figuresIn(body).map(({ name }) => name));
    expect(names).toContain('scanfill_scan_seconds_count');
    expect([...names].filter((name) => /spend|account|doubt|epoch|waiting/.test(name))).toEqual([]);
    expect((await get('/insight/unsettled', '', open.url)).status).toBe(403);
    expect((await get('/mode', '', open.url)).body).not.toHaveProperty('operator');
  } finally {
    await open.stop();
  }
});
