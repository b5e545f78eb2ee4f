import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { linkMs, photoMs } from '../../jobs/handoff.ts';
import type { ProxyOptions } from '../../options.ts';
import { verifyReceipt } from '../../receipt.ts';
import { mintSession } from '../../session.ts';
import { createMemoryStore } from '../../store/memory.ts';
import { type Answer, makePng, type ProxyFixture, sessionSecret, startProxy } from '../testing/proxy-fixture.ts';

let fixture: ProxyFixture;
afterEach(() => fixture.stop());

/** Far enough for whatever is to have expired. */
let aheadMs = 0;
const clock = {
  ...systemClock,
  now: () => systemClock.now() + aheadMs,
  elapsed: () => systemClock.elapsed() + aheadMs,
};
const raw = { name: 'canary-name', number: '11010519491231002X' };
const phones = ['AAAAAAAAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBBBBBBBB'] as const;

async function start(options: Partial<ProxyOptions> = {}): Promise<void> {
  aheadMs = 0;
  fixture = await startProxy({
    phone: { name: 'Bank of <Nowhere>', purpose: 'To open an account' },
    clock,
    ...options,
  });
}

type Handoff = { readonly id: string; readonly link: string; readonly code: string; readonly secret: string };

async function make(card = 'id-card-front', authorization = fixture.authorization): Promise<Handoff> {
  const made = await fixture.request(`/v1/handoffs?card=${card}`, { method: 'POST', headers: { authorization } });
  expect(made.status).toBe(201);
  const { id, link, code } = made.body as Handoff;
  return { id, link, code, secret: new URL(link).hash.slice(1).split('.')[1] ?? '' };
}

const computer = (path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Answer> =>
  fixture.request(`/v1/handoffs/${path}`, { method, headers: { authorization: fixture.authorization, ...headers } });
const phone = (path: string, token: string = phones[0], init: RequestInit = {}): Promise<Answer> =>
  fixture.request(`/v1/phone/${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
const open = ({ id, secret }: Handoff, own: string = phones[0]) =>
  phone(`${id}/open`, `${secret}.${own}`, { method: 'POST' });
const pick = ({ id, code }: Handoff, picked = code) =>
  phone(`${id}/pick?code=${picked}`, phones[0], { method: 'POST' });
const send = ({ id }: Handoff, { photo = 0, seed = 1 } = {}) =>
  phone(`${id}/photo?photo=${photo}`, phones[0], {
    method: 'POST',
    body: Buffer.from(makePng({ seed })),
    headers: { 'content-type': 'image/png' },
  });
const codeOf = ({ status, body }: Answer) => [status, body.code];

/** As far as a phone that may take its photo. */
async function confirmed(): Promise<Handoff> {
  const handoff = await make();
  await open(handoff);
  await pick(handoff);
  expect((await computer(`${handoff.id}/confirm`, 'POST')).body.state).toBe('confirmed');
  return handoff;
}

describe('a hand-off', () => {
  test('goes from the link to a scan of the computer’s subject, and the phone sees no field', async () => {
    await start();
    expect((await fixture.request('/v1/handoffs')).body).toEqual({ offered: true });
    const handoff = await make();
    expect(handoff.link).toMatch(/\/scanfill\/phone#[\w-]{22}\.[\w-]{22}$/);

    const tapped = await open(handoff);
    expect(tapped.body).toMatchObject({ card: 'id-card-front', state: 'opened', photos: 0 });
    expect(tapped.body.choices).toHaveLength(9);
    expect(tapped.body.choices).toContain(handoff.code);
    expect(tapped.body).not.toHaveProperty('code');
    expect((await computer(handoff.id)).body).toMatchObject({ state: 'opened', code: handoff.code });

    expect((await pick(handoff)).body.state).toBe('picked');
    expect(codeOf(await send(handoff))).toEqual([409, 'handoff-unready']);
    expect((await computer(`${handoff.id}/confirm`, 'POST')).body.state).toBe('confirmed');
    expect((await send(handoff)).body).toMatchObject({ state: 'reading', photos: 1 });

    const { body } = await computer(handoff.id);
    const scan = String(body.scan);
    fixture.green.scripted.set(scan, [{ kind: 'done', recognised: true, raw }]);
    const seen = await phone(`${handoff.id}?after=reading`, phones[0], { headers: { prefer: 'wait=20' } });
    expect(seen.body.state).toBe('read');
    expect(JSON.stringify(seen.body)).not.toContain(raw.name);
    expect((await computer(handoff.id)).body).toMatchObject({ state: 'read', scan });
    expect((await fixture.get(`/v1/scans/${scan}`)).body).toMatchObject({ state: 'done', fields: raw });
  });

  test('takes what was accepted at the computer into the receipt of the phone’s photo', async () => {
    await start();
    const { authorization } = fixture;
    const headers = { authorization, 'scanfill-consent': '2026-11; age=5' };
    const made = await fixture.request('/v1/handoffs?card=id-card-front', { method: 'POST', headers });
    const { id, link, code } = made.body as Handoff;
    const handoff = { id, link, code, secret: link.split('.').at(-1) ?? '' };
    await open(handoff);
    await pick(handoff);
    await computer(`${id}/confirm`, 'POST');
    await send(handoff);
    await phone(`${id}?after=reading`, phones[0], { headers: { prefer: 'wait=20' } });
    const scan = String((await computer(id)).body.scan);
    const { receipt } = (await fixture.get(`/v1/scans/${scan}`)).body;
    const check = { keys: fixture.proxy.receiptKeys(), audience: fixture.base, subject: 'visitor-1' };
    expect((await verifyReceipt(receipt, check)).scan.consent).toMatchObject({ version: '2026-11' });
  });

  test('tells each step to whoever waits for it', async () => {
    await start();
    const handoff = await make();
    const news = computer(`${handoff.id}?after=open`, 'GET', { prefer: 'wait=20' });
    const startedAt = performance.now();
    await open(handoff);
    expect((await news).body.state).toBe('opened');
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    // What came in between is told at once.
    await pick(handoff);
    expect((await computer(`${handoff.id}?after=opened`, 'GET', { prefer: 'wait=20' })).body.state).toBe('picked');
  });

  test('may be served by another replica at each step', async () => {
    const testStore = createMemoryStore({ clock: systemClock });
    await start({ testStore });
    const first = fixture;
    const handoff = await make();
    const news = computer(`${handoff.id}?after=open`, 'GET', { prefer: 'wait=20' });
    await start({ testStore });
    const second = fixture;
    try {
      expect((await open(handoff)).status).toBe(200);
      expect((await news).body.state).toBe('opened');
      fixture = first;
      expect((await pick(handoff)).body.state).toBe('picked');
      fixture = second;
      expect((await computer(`${handoff.id}/confirm`, 'POST')).body.state).toBe('confirmed');
      fixture = first;
      expect((await phone(handoff.id)).body.state).toBe('confirmed');
    } finally {
      await second.stop();
      fixture = first;
    }
  });

  test('is not there where it is not offered', async () => {
    fixture = await startProxy();
    expect(codeOf(await fixture.request('/v1/handoffs'))).toEqual([404, 'not-found']);
    expect((await fetch(`${fixture.base}/phone`)).status).toBe(404);
  });

  test('keeps its secrets out of log and audit log, which tells every step', async () => {
    const entries: unknown[] = [];
    await start({ audit: (entry) => entries.push(entry) });
    const handoff = await confirmed();
    await send(handoff);
    const said = JSON.stringify([fixture.lines, entries]);
    for (const secret of [handoff.secret, phones[0]]) expect(said).not.toContain(secret);
    expect(entries).toEqual([
      ...['made', 'opened', 'picked', 'confirmed'].map((step) =>
        expect.objectContaining({ event: 'handoff', subject: 'visitor-1', handoff: handoff.id, step }),
      ),
      expect.objectContaining({ event: 'taken', subject: 'visitor-1', card: 'id-card-front' }),
    ]);
  });
});

describe('against strangers', () => {
  test('opening the page spends nothing; the tap does, once, and the same phone may tap again', async () => {
    await start();
    const handoff = await make();
    expect((await fetch(handoff.link)).status).toBe(200);
    expect((await computer(handoff.id)).body.state).toBe('open');
    expect((await open(handoff)).status).toBe(200);
    expect((await open(handoff)).status).toBe(200);
    expect(codeOf(await open(handoff, phones[1]))).toEqual([409, 'handoff-used']);
    expect(codeOf(await phone(handoff.id, phones[1]))).toEqual([404, 'handoff-not-found']);
  });

  test('another number than the computer shows ends it', async () => {
    await start();
    const handoff = await make();
    const { body } = await open(handoff);
    const wrong = (body.choices as string[]).find((each) => each !== handoff.code);
    expect(codeOf(await pick(handoff, wrong))).toEqual([403, 'handoff-refused']);
    expect(codeOf(await pick(handoff))).toEqual([403, 'handoff-refused']);
    expect(codeOf(await computer(`${handoff.id}/confirm`, 'POST'))).toEqual([403, 'handoff-refused']);
    expect(codeOf(await send(handoff))).toEqual([403, 'handoff-refused']);
    expect((await computer(handoff.id)).body.state).toBe('refused');
  });

  test('a link is nothing without its secret, and a hand-off nothing to another subject', async () => {
    await start();
    const handoff = await make();
    expect(codeOf(await open({ ...handoff, secret: phones[1] }))).toEqual([404, 'handoff-not-found']);
    expect(codeOf(await phone(`${handoff.id}/open`, handoff.secret, { method: 'POST' }))).toEqual([
      401,
      'session-missing',
    ]);
    const { token } = await mintSession({ secret: sessionSecret, subject: 'visitor-2' });
    const authorization = `Bearer ${token}`;
    for (const [path, method] of [
      [handoff.id, 'GET'],
      [handoff.id, 'DELETE'],
      [`${handoff.id}/confirm`, 'POST'],
    ] as const)
      expect(codeOf(await computer(path, method, { authorization }))).toEqual([404, 'handoff-not-found']);
    expect((await computer(handoff.id)).body.state).toBe('open');
  });

  test('a page of another origin acts neither as computer nor, even an allowed one, as phone', async () => {
    await start({ allowedOrigins: ['https://bank.example'] });
    const handoff = await make();
    const foreign = { origin: 'https://evil.example' };
    expect(codeOf(await computer(handoff.id, 'GET', foreign))).toEqual([403, 'origin-refused']);
    const tapped = await phone(`${handoff.id}/open`, `${handoff.secret}.${phones[0]}`, {
      method: 'POST',
      headers: { origin: 'https://bank.example' },
    });
    expect(codeOf(tapped)).toEqual([403, 'origin-refused']);
  });

  test('a session scans by phone only what it may itself, and pays with its own quota', async () => {
    await start();
    const { token } = await mintSession({
      secret: sessionSecret,
      subject: 'visitor-1',
      cards: ['id-card-front'],
      quota: 1,
    });
    const authorization = `Bearer ${token}`;
    const refused = await fixture.request('/v1/handoffs?card=passport', { method: 'POST', headers: { authorization } });
    expect(codeOf(refused)).toEqual([403, 'card-refused']);
    const used = await fixture.post(makePng({ seed: 9 }), { card: 'id-card-front', headers: { authorization } });
    expect(used.status).toBe(202);
    const handoff = await make('id-card-front', authorization);
    await open(handoff);
    await pick(handoff);
    await computer(`${handoff.id}/confirm`, 'POST');
    expect(codeOf(await send(handoff))).toEqual([429, 'quota-exceeded']);
  });

  test('ends with the sessions of its subject', async () => {
    await start();
    const handoff = await confirmed();
    await fixture.proxy.revokeSessions('visitor-1');
    expect(codeOf(await send(handoff))).toEqual([401, 'session-invalid']);
  });

  test('a subject makes so many a minute', async () => {
    await start();
    const made = await Promise.all(
      Array.from({ length: 21 }, () =>
        fixture.request('/v1/handoffs?card=passport', {
          method: 'POST',
          headers: { authorization: fixture.authorization },
        }),
      ),
    );
    expect(made.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(20);
    const [refused] = made.filter(({ status }) => status !== 201);
    expect(refused?.body.code).toBe('rate-limited');
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('what goes wrong on the way', () => {
  test('a link lives five minutes; a confirmed phone has ten of its own', async () => {
    await start();
    const late = await make();
    aheadMs = linkMs;
    expect(codeOf(await open(late))).toEqual([410, 'handoff-expired']);
    expect((await computer(late.id)).body.state).toBe('expired');
    aheadMs = 0;
    const handoff = await confirmed();
    aheadMs = linkMs;
    expect((await computer(handoff.id)).body.state).toBe('confirmed');
    aheadMs = photoMs + 1_000;
    expect(codeOf(await send(handoff))).toEqual([410, 'handoff-expired']);
    expect(fixture.green.billed).toHaveLength(0);
  });

  test('ended by the computer, a link and a phone that has it may do nothing more', async () => {
    await start();
    const early = await make();
    expect((await computer(early.id, 'DELETE')).status).toBe(204);
    expect(codeOf(await open(early))).toEqual([410, 'handoff-revoked']);
    const handoff = await confirmed();
    const news = phone(`${handoff.id}?after=confirmed`, phones[0], { headers: { prefer: 'wait=20' } });
    await computer(handoff.id, 'DELETE');
    expect((await news).body.state).toBe('revoked');
    expect(codeOf(await send(handoff))).toEqual([410, 'handoff-revoked']);
  });

  test('a computer that ends it after the photo was sent keeps the scan', async () => {
    await start();
    const handoff = await confirmed();
    await send(handoff);
    expect((await computer(handoff.id, 'DELETE')).status).toBe(204);
    expect((await computer(handoff.id)).body.state).not.toBe('revoked');
  });

  test('a photo whose answer was lost is sent again, and is one scan and one bill', async () => {
    await start();
    const handoff = await confirmed();
    const [first, second] = await Promise.all([send(handoff), send(handoff)]);
    expect([first.status, second.status]).toEqual([200, 200]);
    const scan = (await computer(handoff.id)).body.scan;
    await phone(`${handoff.id}?after=reading`, phones[0], { headers: { prefer: 'wait=20' } });
    expect((await send(handoff)).status).toBe(200);
    expect((await computer(handoff.id)).body.scan).toBe(scan);
    expect(fixture.green.billed).toHaveLength(1);
    // Nor does another one take its place.
    expect(codeOf(await send(handoff, { seed: 2 }))).toEqual([422, 'idempotency-conflict']);
  });

  test('after a photo in which nothing was found the phone may take another', async () => {
    await start();
    const handoff = await confirmed();
    await send(handoff);
    const first = String((await computer(handoff.id)).body.scan);
    fixture.green.scripted.set(first, [{ kind: 'done', recognised: false, raw: {} }]);
    const seen = await phone(`${handoff.id}?after=reading`, phones[0], { headers: { prefer: 'wait=20' } });
    expect(seen.body).toMatchObject({ state: 'again', photos: 1 });
    expect((await send(handoff, { photo: 1, seed: 2 })).body).toMatchObject({ state: 'reading', photos: 2 });
    expect((await computer(handoff.id)).body.scan).not.toBe(first);
    expect(codeOf(await send(handoff, { photo: 3, seed: 3 }))).toEqual([409, 'handoff-unready']);
  });

  test('one that shows the other side is told as that, on both screens', async () => {
    await start();
    const handoff = await confirmed();
    await send(handoff);
    const first = String((await computer(handoff.id)).body.scan);
    const raw = { authority: 'canary-authority', type: 'back' };
    fixture.green.scripted.set(first, [{ kind: 'done', recognised: false, raw }]);
    const seen = await phone(`${handoff.id}?after=reading`, phones[0], { headers: { prefer: 'wait=20' } });
    expect(seen.body).toMatchObject({ state: 'again', shows: 'id-card-back' });
    expect((await computer(handoff.id)).body).toMatchObject({ state: 'again', shows: 'id-card-back' });
    expect(JSON.stringify(seen.body)).not.toContain('canary');
    expect((await send(handoff, { photo: 1, seed: 2 })).body.shows).toBeUndefined();
  });

  test('what is no image is refused as anywhere, and the next one taken', async () => {
    await start();
    const handoff = await confirmed();
    const refused = await phone(`${handoff.id}/photo?photo=0`, phones[0], {
      method: 'POST',
      body: 'no image',
      headers: { 'content-type': 'image/png' },
    });
    expect(codeOf(refused)).toEqual([415, 'image-format']);
    expect((await send(handoff)).status).toBe(200);
  });
});

describe('the phone’s page', () => {
  test('says who asks and what for, under a policy of its own', async () => {
    await start();
    const page = await fetch(`${fixture.base}/phone`);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    const html = await page.text();
    expect(html).toContain('data-name="Bank of &#60;Nowhere&#62;" data-purpose="To open an account"');
    expect(html).toContain('data-endpoint="/scanfill"');
    const script = await fetch(`${fixture.base}/phone/phone.js`);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('has its own files and no others', async () => {
    await start();
    for (const file of ['package.json', '..%2fproxy.js', 'none.js'])
      expect((await fetch(`${fixture.base}/phone/${file}`)).status).toBe(404);
  });
});
