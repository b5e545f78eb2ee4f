import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import type { AuditEntry } from '../audit/audit.ts';
import { systemClock } from '../base/clock.ts';
import { verifyReceipt } from '../receipt.ts';
import { mintSession } from '../session.ts';
import { createMemoryStore } from '../store/memory.ts';
import { type Answer, makePng, type ProxyFixture, sessionSecret, startProxy } from './testing/proxy-fixture.ts';

let fixture: ProxyFixture;
afterEach(() => fixture.stop());

const front = { name: 'canary-name', number: '11010519491231002X' };
const back = { authority: 'canary-authority', startDate: '2020-01-01', endDate: '2040-01-01' };

/** The id of a scan whose answer of Green's is this. */
async function scanned(raw: object, headers: Record<string, string> = {}, card = 'id-card-front'): Promise<string> {
  const { body } = await fixture.post(makePng(), { card, headers });
  const id = String(body.id);
  fixture.green.scripted.set(id, [{ kind: 'done', recognised: false, raw: { ...raw } }]);
  for (;;) {
    const { body: scan } = await fixture.get(`/v1/scans/${id}`, { prefer: 'wait=20' });
    if (scan.state === 'done') return id;
  }
}

const recast = (id: string, card: string, authorization = fixture.authorization): Promise<Answer> =>
  fixture.request(`/v1/scans/${id}/recast?card=${card}`, { method: 'POST', headers: { authorization } });
const told = ({ status, body }: Answer) => [status, body.code];
const bearer = async (subject: string, cards?: readonly ['id-card-front']): Promise<string> =>
  `Bearer ${(await mintSession({ secret: sessionSecret, subject, ...(cards ? { cards } : {}) })).token}`;

describe('a scan that holds its card’s other side', () => {
  test('becomes a scan of that side, without a bill, and its receipt names both', async () => {
    const entries: AuditEntry[] = [];
    fixture = await startProxy({ audit: (entry) => entries.push(entry) });
    const id = await scanned({ ...back, type: 'back' }, { 'scanfill-consent': 'v1; age=0' });
    const { body: before } = await fixture.get(`/v1/scans/${id}`);
    expect(before).toMatchObject({ fields: { type: 'back' }, warnings: [{ code: 'other-side' }] });
    const answer = await recast(id, 'id-card-back');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      ...{ card: 'id-card-back', asked: 'id-card-front', state: 'done', recognised: true, warnings: [] },
      ...{ fields: { ...back, type: 'back' }, createdAt: before.createdAt, doneAt: before.doneAt },
    });
    expect(answer.body.id).not.toBe(id);
    expect(fixture.green.billed).toHaveLength(1);
    const check = { keys: fixture.proxy.receiptKeys(), audience: fixture.base, subject: 'visitor-1' };
    const { scan, changed } = await verifyReceipt(answer.body.receipt, {
      ...check,
      card: 'id-card-back',
      fields: back,
    });
    const own = (await verifyReceipt(before.receipt, check)).scan;
    expect([scan.id, scan.card, scan.asked, changed]).toEqual([answer.body.id, 'id-card-back', 'id-card-front', []]);
    expect([own.card, own.asked]).toEqual(['id-card-front', 'id-card-front']);
    expect([scan.imageDigest, scan.consent]).toEqual([own.imageDigest, own.consent]);
    expect(entries.filter(({ event }) => event === 'recast')).toEqual([
      expect.objectContaining({ scan: answer.body.id, card: 'id-card-back', from: id, subject: 'visitor-1' }),
    ]);
    expect(JSON.stringify([fixture.lines, entries])).not.toContain('canary');
  });

  test('is recast once, however often and by how many it is asked for', async () => {
    fixture = await startProxy();
    const id = await scanned({ ...front, ...back });
    const answers = await Promise.all(Array.from({ length: 8 }, () => recast(id, 'id-card-back')));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(new Set(answers.map(({ body }) => body.receipt)).size).toBe(1);
    // Both sides in one photo: the first scan stays, and neither holds what is printed on the other alone.
    const body: Record<string, unknown> = answers[0]?.body ?? {};
    expect(body.raw).toEqual(back);
    expect((await fixture.get(`/v1/scans/${id}`)).body).toMatchObject({ card: 'id-card-front', fields: front });
    expect((await recast(id, 'id-card-front')).body.id).toBe(id);
    // And back again there is nothing to be had.
    expect(told(await recast(String(body.id), 'id-card-front'))).toEqual([409, 'recast-refused']);
  });

  test('is nobody else’s, and not for a session that may not scan that card', async () => {
    fixture = await startProxy();
    const id = await scanned(back);
    expect(told(await recast(id, 'id-card-back', await bearer('visitor-2')))).toEqual([404, 'scan-not-found']);
    expect(told(await recast('nobody', 'id-card-back'))).toEqual([404, 'scan-not-found']);
    const narrow = await bearer('visitor-1', ['id-card-front']);
    expect(told(await recast(id, 'id-card-back', narrow))).toEqual([403, 'card-refused']);
    expect(told(await recast(id, 'no-card'))).toEqual([400, 'card-unknown']);
    expect(told(await recast(id, ''))).toEqual([400, 'card-missing']);
    expect(told(await recast(id, 'id-card-back', ''))).toEqual([401, 'session-missing']);
    expect(told(await fixture.get(`/v1/scans/${id}/recast`))).toEqual([405, 'method-not-allowed']);
  });

  test('is not recast before it is done, nor to what it does not hold', async () => {
    fixture = await startProxy({}, { workMs: 5_000 });
    const { body } = await fixture.post(makePng(), { card: 'id-card-front' });
    const early = await recast(String(body.id), 'id-card-back');
    expect(told(early)).toEqual([409, 'recast-refused']);
    expect(early.body.detail).toContain('done');
    fixture.green.scripted.set(String(body.id), [{ kind: 'done', recognised: true, raw: front }]);
    fixture.green.finish(String(body.id));
    await expect
      .poll(async () => (await fixture.get(`/v1/scans/${body.id}`)).body.state, { timeout: 5_000 })
      .toBe('done');
    for (const card of ['id-card-back', 'passport', 'bank-card'])
      expect(told(await recast(String(body.id), card)), card).toEqual([409, 'recast-refused']);
    expect(fixture.green.billed).toHaveLength(1);
  });

  test('goes when it is deleted, and is not made a second time', async () => {
    fixture = await startProxy();
    const id = await scanned({ ...front, ...back });
    const { body } = await recast(id, 'id-card-back');
    const { authorization } = fixture;
    await fixture.request(`/v1/scans/${body.id}`, { method: 'DELETE', headers: { authorization } });
    expect(told(await recast(id, 'id-card-back'))).toEqual([404, 'scan-not-found']);
    expect((await fixture.get(`/v1/scans/${id}`)).status).toBe(200);
  });
});

test('what cannot be vouched for gets no receipt by being recast', async () => {
  const testStore = createMemoryStore({ clock: systemClock });
  fixture = await startProxy({ testStore });
  const id = await scanned(back);
  const [stored] = await testStore.get([id]);
  if (stored?.job.phase.state !== 'done') throw new Error('it is done');
  await testStore.apply([{ ...stored, job: { ...stored.job, phase: { ...stored.job.phase, unverified: true } } }]);
  const { status, body } = await recast(id, 'id-card-back');
  expect([status, body.receipt]).toEqual([200, undefined]);
});

test('the host is told of the scan that was made', async () => {
  const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazNqcGC5u5I=';
  const messages: { data: Record<string, unknown> }[] = [];
  const host = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    messages.push(new Webhook(secret).verify(text, request.headers as Record<string, string>) as (typeof messages)[0]);
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(host.address() as AddressInfo).port}/`;
  try {
    fixture = await startProxy({ webhook: { url, secret } });
    const id = await scanned(back);
    const { body } = await recast(id, 'id-card-back');
    await expect
      .poll(() => messages.map(({ data }) => [data.id, data.card]), { timeout: 5_000 })
      .toEqual([
        [id, 'id-card-front'],
        [body.id, 'id-card-back'],
      ]);
  } finally {
    host.closeAllConnections();
    host.close();
  }
});
