import { createReader } from '@scanfill/demo/reader/reader';
import type { CardName } from '@scanfill/proxy/contract';
import { verifyReceipt } from '@scanfill/proxy/receipt';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Host, offerWidget, startHost } from '../harness/host.ts';
import { photographed } from './photos.ts';
import { onTwoScreens, press, said } from './two-screens.ts';

const cards = ['id-card-front', 'id-card-back'] as const;
const page = `<!doctype html><html lang="en"><title>Bank</title><main><h1>Sign up</h1>
<scan-fill cards="${cards.join(' ')}" endpoint="/scanfill" session-url="/session" fill="#form"></scan-fill>
<form id="form">${['name', 'number', 'authority', 'endDate'].map((name) => `<input name="${name}" aria-label="${name}">`).join('')}
</form></main><script type="module" src="/widget/scanfill.js"></script>`;

let host: Host;
let computer: Page;
let billedBefore: number;
const reader = createReader();
const { pageOf } = onTwoScreens();

beforeAll(async () => {
  await reader.warm();
  host = await startHost(reader.read);
  offerWidget(host, 'visitor-1');
  host.app.get('/', (_request, response) => {
    response.type('html').send(page);
  });
}, 60_000);
beforeEach(async () => {
  billedBefore = host.billed();
  computer = await pageOf(host.origin);
});
afterAll(async () => {
  await host.stop();
  await reader.stop();
});

const side = (card: CardName) => computer.locator(`[data-card="${card}"]`);
async function choose(card: CardName, bytes: Uint8Array): Promise<void> {
  const file = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) };
  await side(card).locator('input[type=file]').first().setInputFiles(file);
}
const inForm = (name: string) => computer.locator(`#form [name="${name}"]`).inputValue();
/** What the receipt in the form says, checked against the form. */
async function receiptOf(card: CardName) {
  const receipt = await computer.locator(`[name="scanfill-receipt-${card}"]`).inputValue();
  const fields = { authority: await inForm('authority'), endDate: await inForm('endDate'), name: await inForm('name') };
  const check = { keys: host.proxy.receiptKeys(), audience: host.endpoint, subject: 'visitor-1', card, fields };
  const { scan, changed } = await verifyReceipt(receipt, check);
  return { asked: scan.asked, recognised: scan.recognised, changed };
}

test('the emblem side in the portrait slot is named, moved by one click for one bill, and its receipt names both', {
  timeout: 60_000,
}, async () => {
  const back = await photographed('id-card-back', 4131);
  await choose('id-card-front', back.file.bytes);
  await side('id-card-front').getByText('This looks like “ID card, emblem side”.').first().waitFor();
  await press(computer, 'Use it there');
  await expect.poll(() => inForm('endDate')).toBe(back.fields.endDate);
  await said(computer, 'Now add a photo of “ID card, portrait side”.').waitFor();
  expect(await receiptOf('id-card-back')).toEqual({ asked: 'id-card-front', recognised: true, changed: [] });
  expect(host.billed() - billedBefore).toBe(1);

  const front = await photographed('id-card-front', 4131);
  await choose('id-card-front', front.file.bytes);
  await expect.poll(() => inForm('name')).toBe(front.fields.name);
  expect(await receiptOf('id-card-front')).toEqual({ asked: 'id-card-front', recognised: true, changed: [] });
  expect(host.billed() - billedBefore).toBe(2);
});

test('both sides in one photo fill both, for one bill', { timeout: 60_000 }, async () => {
  const [front, back] = await Promise.all(cards.map((card) => photographed(card, 4132)));
  if (!front || !back) throw new Error('two were drawn');
  await choose('id-card-front', await oneAbove(front.file.bytes, back.file.bytes));
  await expect.poll(() => inForm('name')).toBe(front.fields.name);
  await expect.poll(() => inForm('endDate')).toBe(back.fields.endDate);
  await said(computer, '“ID card, emblem side” was in the same photo.').waitFor();
  for (const card of cards)
    expect(await receiptOf(card)).toEqual({ asked: 'id-card-front', recognised: true, changed: [] });
  expect(host.billed() - billedBefore).toBe(1);
  // Nothing of it is lost to a reload.
  await computer.reload();
  await expect.poll(() => inForm('name')).toBe(front.fields.name);
  await expect.poll(() => inForm('endDate')).toBe(back.fields.endDate);
  expect(host.billed() - billedBefore).toBe(1);
});

/** Two photos as one. */
async function oneAbove(...photos: readonly Uint8Array[]): Promise<Uint8Array> {
  const inputs = await Promise.all(
    photos.map((photo) => sharp(photo).resize(1_000).toBuffer({ resolveWithObject: true })),
  );
  const height = inputs.reduce((sum, { info }) => sum + info.height, 0);
  let top = 0;
  const parts = inputs.map(({ data, info }) => {
    const part = { input: data, left: 0, top };
    top += info.height;
    return part;
  });
  const ground = sharp({ create: { width: 1_000, height, channels: 3, background: '#777' } });
  return await ground.composite(parts).jpeg({ quality: 92 }).toBuffer();
}
