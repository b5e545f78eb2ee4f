import { createReader } from '@scanfill/demo/reader/reader';
import type { CardName } from '@scanfill/proxy/contract';
import { type VerifiedReceipt, verifyReceipt } from '@scanfill/proxy/receipt';
import express from 'express';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Host, offerWidget, startHost } from '../harness/host.ts';
import { photographed } from './photos.ts';
import { connect, linkOf, onTwoScreens, said, words } from './two-screens.ts';

const cards = ['id-card-front', 'id-card-back'] as const;
const fields = ['name', 'number', 'birth', 'authority', 'startDate', 'endDate'];
const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazNqcGC5u5I=';

const page = `<!doctype html><html lang="en"><title>Bank</title><main><h1>Sign up</h1>
<scan-fill cards="${cards.join(' ')}" endpoint="/scanfill" session-url="/session" fill="#form" phone></scan-fill>
<form id="form" method="post" action="/apply">
${fields.map((name) => `<input name="${name}" aria-label="${name}">`).join('')}<button>Send</button>
</form></main><script type="module" src="/widget/scanfill.js"></script>`;

let host: Host;
const reader = createReader();
const screens = onTwoScreens();
/** What the host was told, each checked by the specification's own library. */
const told: unknown[] = [];
/** What the host's backend found in the form that was sent. */
let applied: readonly VerifiedReceipt[] = [];

beforeAll(async () => {
  await reader.warm();
  host = await startHost(reader.read, (origin) => ({
    phone: { name: 'Bank of Nowhere', purpose: 'To open your account' },
    webhook: { url: `${origin}/hooks`, secret },
  }));
  offerWidget(host, 'visitor-1');
  host.app.get('/', (_request, response) => {
    response.type('html').send(page);
  });
  host.app.post('/hooks', express.text({ type: () => true }), (request, response) => {
    told.push(new Webhook(secret).verify(request.body, request.headers as Record<string, string>));
    response.end();
  });
  host.app.post('/apply', express.urlencoded(), async (request, response) => {
    const receiptOf = (card: CardName) =>
      verifyReceipt(request.body[`scanfill-receipt-${card}`], {
        keys: `${host.endpoint}/.well-known/scanfill-keys`,
        audience: host.endpoint,
        subject: 'visitor-1',
        card,
        fields: request.body,
      });
    applied = await Promise.all(cards.map(receiptOf));
    response.send(applied.flatMap(({ changed }) => changed).join(' ') || 'As read. Thank you.');
  });
}, 60_000);
afterAll(async () => {
  await host.stop();
  await reader.stop();
});

test('both sides of an ID card, each taken with the phone, fill the form; its receipts and the messages hold', {
  timeout: 120_000,
}, async () => {
  const computer = await screens.pageOf(host.origin);
  const printed: Record<string, unknown> = {};
  for (const card of cards) {
    const side = computer.locator(`[data-card="${card}"]`);
    const specimen = await photographed(card, 4120);
    Object.assign(printed, specimen.fields);
    const { name, type: mimeType, bytes } = specimen.file;
    const phone = await screens.phoneAt(await linkOf(side));
    await connect(computer, phone);
    await phone.getByLabel(words.take).setInputFiles({ name, mimeType, buffer: Buffer.from(bytes) });
    await said(phone, 'Done. Go back to your computer').waitFor({ timeout: 30_000 });
    await side.locator('[data-phase=done]').waitFor();
    expect(await phone.content()).not.toContain(printed[card === 'id-card-front' ? 'number' : 'authority']);
  }
  const inForm = (name: string) => computer.locator(`#form [name="${name}"]`).inputValue();
  for (const name of fields) await expect.poll(() => inForm(name), { message: name }).toBe(printed[name]);

  await computer.getByRole('button', { name: 'Send' }).click();
  await said(computer, 'As read. Thank you.').waitFor();
  expect(applied.map(({ card, changed }) => [card, changed])).toEqual(cards.map((card) => [card, []]));
  // One use each: the form that was taken is not taken a second time.
  for (const receipt of applied) await receipt.consume();
  await expect(applied[0]?.consume()).rejects.toMatchObject({ code: 'used' });

  await expect.poll(() => told.length).toBe(2);
  expect(told).toEqual(
    applied.map(({ scan: { id, card, subject } }) =>
      expect.objectContaining({ type: 'scan.done', data: { id, subject, card, state: 'done' } }),
    ),
  );
  expect(host.billed()).toBe(2);

  await computer.goBack();
  await computer.locator('#form [name="name"]').fill('李四');
  await computer.getByRole('button', { name: 'Send' }).click();
  await said(computer, /^name$/).waitFor();
});
