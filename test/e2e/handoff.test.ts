import { verifyReceipt } from '@scanfill/proxy/receipt';
import express from 'express';
import jsQR from 'jsqr';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Host, idCard, offerWidget, startHost } from '../harness/host.ts';
import { pdfOf } from '../pictures/pdf.ts';
import { faults } from '../widget/faults.ts';
import { buildPages, type Pages } from '../widget/site.ts';
import { photoOf } from './photos.ts';
import { codeOf, connect, linkOf, onTwoScreens, press, said, words } from './two-screens.ts';

/** The host's page: a form beside the element. */
const elementPage = `<!doctype html><html lang="en"><title>Bank</title><main><h1>Sign up</h1>
<form id="form"><input name="name" aria-label="Name"><input name="number" aria-label="Number"></form>
<scan-fill card="id-card-front" endpoint="/scanfill" session-url="/session" fill="#form" phone></scan-fill></main>
<script type="module" src="/widget/scanfill.js"></script>`;

let host: Host;
let pages: Pages;
let recognised = true;
let otherSide = false;
let photo: { name: string; mimeType: string; buffer: Buffer };
const screens = onTwoScreens();
const { phoneAt, pageOf } = screens;

beforeAll(async () => {
  const read = async () => {
    if (otherSide) return { recognised: false, info: { type: 'back' } };
    return recognised ? { recognised: true, info: idCard } : { recognised: false, info: {} };
  };
  host = await startHost(read, () => ({ phone: { name: 'Bank of Nowhere', purpose: 'To open your account' } }));
  offerWidget(host, 'visitor-1');
  host.app.get('/element', ({ query }, response) => {
    const { lang = 'en' } = query;
    const dark = 'dark' in query ? '<style>body { background: #111; color: #eee }</style>' : '';
    const page = elementPage.replace('lang="en"', `lang="${lang}"`);
    response.type('html').send(('consent' in query ? page.replace(' phone', ' phone consent="2026-11"') : page) + dark);
  });
  pages = await buildPages(['handoff.html']);
  host.app.use('/react', express.static(pages.directory));
  photo = await photoOf('id-card-front', 4110);
}, 60_000);
afterEach(() => {
  recognised = true;
  otherSide = false;
});
afterAll(async () => {
  await pages?.remove();
  await host.stop();
});

const computerAt = (path = '/element'): Promise<Page> => pageOf(host.origin + path);
/** Computer and phone, as far as the phone may take its photo. */
async function connected(path?: string): Promise<{ computer: Page; phone: Page }> {
  const computer = await computerAt(path);
  const phone = await phoneAt(await linkOf(computer));
  await connect(computer, phone);
  return { computer, phone };
}
/** What the phone keeps, chosen there. */
const chosen = (phone: Page, name: string, mimeType: string, buffer: Buffer): Promise<void> =>
  phone.getByLabel(words.take).setInputFiles({ name, mimeType, buffer });
const shoot = (phone: Page): Promise<void> => phone.getByLabel(words.take).setInputFiles(photo);
const filledIn = (computer: Page, name: string) => computer.locator(`#form [name="${name}"]`).inputValue();

test('on the phone an AVIF is opened, and a PDF refused with what to do instead', async () => {
  const { computer, phone } = await connected();
  await chosen(phone, 'a.pdf', 'application/pdf', pdfOf([{ drawn: '' }]));
  await said(phone, 'This is a PDF. Please take a photo or a screenshot of the page with the card.').waitFor();
  const avif = await sharp(photo.buffer).avif({ effort: 2 }).toBuffer();
  await chosen(phone, 'cut.avif', 'image/avif', avif.subarray(0, avif.length / 2));
  await said(phone, 'This picture is damaged or incomplete.').waitFor();
  await chosen(phone, 'a.avif', 'image/avif', avif);
  await said(phone, 'Done. Go back to your computer').waitFor();
  await expect.poll(() => filledIn(computer, 'name'), { timeout: 10_000 }).toBe(idCard.name);
});

describe('a photo taken with the phone', () => {
  test.each([['/element'], ['/react/handoff.html']])('fills the form of %s, and its receipt holds', async (path) => {
    const { computer, phone } = await connected(path);
    await expect.poll(() => phone.locator('h1').textContent()).toBe('Bank of Nowhere asks for a photo');
    await shoot(phone);
    await said(phone, 'Done. Go back to your computer').waitFor();
    await expect.poll(() => filledIn(computer, 'name'), { timeout: 10_000 }).toBe(idCard.name);
    expect(await filledIn(computer, 'number')).toBe(idCard.number);
    const receipt = await computer.locator('[name="scanfill-receipt-id-card-front"]').inputValue();
    const found = await verifyReceipt(receipt, {
      keys: host.proxy.receiptKeys(),
      audience: host.endpoint,
      subject: 'visitor-1',
      card: 'id-card-front',
      fields: { name: idCard.name, number: idCard.number },
    });
    expect(found.changed).toEqual([]);
    expect(await phone.content()).not.toContain(idCard.number);
  });

  test('is found by the code on the screen, in any theme', async () => {
    const computer = await computerAt();
    const link = await linkOf(computer);
    const pixels = await computer.locator('svg.sf-qr').evaluate(async (svg) => {
      const image = new Image();
      image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: 416, height: 416 });
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0, 416, 416);
      return [...(context?.getImageData(0, 0, 416, 416).data ?? [])];
    });
    expect(jsQR.default(Uint8ClampedArray.from(pixels), 416, 416)?.data).toBe(link);
  });

  test('on which nothing was found is taken once more, and the computer says so meanwhile', async () => {
    const { computer, phone } = await connected();
    recognised = false;
    await shoot(phone);
    await said(computer, 'Nothing could be read on that photo').waitFor();
    await said(phone, 'Nothing could be read on that photo').waitFor();
    recognised = true;
    // Other bytes than before: the stand-in reads a picture once.
    await phone.getByLabel(words.take).setInputFiles(await photoOf('id-card-front', 4111));
    await said(phone, 'Done.').waitFor();
    await expect.poll(() => filledIn(computer, 'name'), { timeout: 10_000 }).toBe(idCard.name);
  });

  test('that shows the other side is told as that on both screens, and the asked one taken after it', async () => {
    const { computer, phone } = await connected();
    otherSide = true;
    await shoot(phone);
    for (const screen of [phone, computer]) {
      await said(screen, 'This looks like “ID card, emblem side”.').waitFor();
      await said(screen, 'Now add a photo of “ID card, portrait side”.').waitFor();
    }
    otherSide = false;
    await phone.getByLabel(words.take).setInputFiles(await photoOf('id-card-front', 4112));
    await said(phone, 'Done.').waitFor();
    await expect.poll(() => filledIn(computer, 'name'), { timeout: 10_000 }).toBe(idCard.name);
  });

  test('is not lost where the network is gone for a moment', async () => {
    const { computer, phone } = await connected();
    await phone.context().setOffline(true);
    await shoot(phone);
    await said(phone, 'You are offline').waitFor();
    await phone.context().setOffline(false);
    await said(phone, 'Done.').waitFor({ timeout: 30_000 });
    await expect.poll(() => filledIn(computer, 'name'), { timeout: 10_000 }).toBe(idCard.name);
  });

  test('nor is the number that was tapped without a network, which the phone says', async () => {
    const computer = await computerAt();
    const phone = await phoneAt(await linkOf(computer));
    await press(phone, words.go);
    const code = await codeOf(computer);
    await phone.context().setOffline(true);
    await press(phone, code);
    await said(phone, 'You are offline').waitFor();
    await phone.context().setOffline(false);
    await said(phone, 'Now confirm on your computer').waitFor({ timeout: 30_000 });
    expect(await phone.getByText('You are offline').count()).toBe(0);
    await said(computer, 'Is it yours?').waitFor();
  });

  test('may be taken after the phone has reloaded the page for its camera', async () => {
    const { computer, phone } = await connected();
    await phone.reload();
    await shoot(phone);
    await said(phone, 'Done.').waitFor();
    await expect.poll(() => filledIn(computer, 'name'), { timeout: 10_000 }).toBe(idCard.name);
  });
});

test('is offered once the host’s words are accepted, and they stand in its receipt', async () => {
  const computer = await computerAt('/element?consent');
  const box = computer.getByRole('checkbox');
  await box.waitFor();
  expect(await computer.getByRole('button', { name: words.use }).count()).toBe(0);
  await box.check();
  const phone = await phoneAt(await linkOf(computer));
  await press(phone, words.go);
  await press(phone, await codeOf(computer));
  await press(computer, words.own);
  await shoot(phone);
  await expect.poll(() => filledIn(computer, 'name'), { timeout: 10_000 }).toBe(idCard.name);
  const receipt = await computer.locator('[name="scanfill-receipt-id-card-front"]').inputValue();
  const check = { keys: host.proxy.receiptKeys(), audience: host.endpoint, subject: 'visitor-1' };
  expect((await verifyReceipt(receipt, check)).scan.consent?.version).toBe('2026-11');
});

test.each([
  ['en', 'light'],
  ['zh-CN', 'dark'],
  ['ar', 'dark'],
] as const)('every step of it is without fault, on both screens: %s, %s', { timeout: 60_000 }, async (lang, scheme) => {
  // What looks for faults is a script of its own, which the page's policy would refuse.
  const look = { locale: lang, colorScheme: scheme, bypassCSP: true };
  const computer = await pageOf(`${host.origin}/element?lang=${lang}&${scheme}`, look);
  const panel = computer.locator('.sf-phone');
  await panel.getByRole('button').click();
  const link = await panel.getByRole('link').getAttribute('href');
  // The button that was pressed is gone: the keyboard is still here.
  expect(await computer.evaluate(() => document.activeElement?.localName)).toBe('scan-fill');
  const phone = await pageOf(link ?? '', look);
  const both = async (step: string) => {
    for (const [screen, page] of Object.entries({ computer, phone }))
      expect(await faults(page), `${screen}, ${step}`).toEqual([]);
  };
  await phone.getByRole('button').waitFor();
  await both('open');
  await phone.getByRole('button').click();
  const code = await codeOf(computer);
  await both('opened');
  await press(phone, code);
  await panel.locator('.sf-primary').waitFor();
  await both('picked');
  await panel.locator('.sf-primary').click();
  await phone.locator('input').first().waitFor();
  await both('confirmed');
  expect(await phone.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('status');
});

describe('a link that somebody else has sent', () => {
  test('is spent by a tap and not by opening, and a second phone is told so', async () => {
    const computer = await computerAt();
    const link = await linkOf(computer);
    // As a preview of the link does.
    await phoneAt(link);
    await said(computer, 'Point your phone').waitFor();
    const first = await phoneAt(link);
    await said(first, 'If somebody sent you this link, close it').waitFor();
    await press(first, words.go);
    await codeOf(computer);
    const second = await phoneAt(link);
    await press(second, words.go);
    await said(second, 'Another phone has used this link').waitFor();
  });

  test('leads nowhere for whoever has to guess the number', async () => {
    const computer = await computerAt();
    const phone = await phoneAt(await linkOf(computer));
    await press(phone, words.go);
    const code = await codeOf(computer);
    const choices = await phone.locator('.numbers button').allTextContents();
    expect(choices).toHaveLength(9);
    await press(phone, choices.find((each) => each !== code) ?? '');
    await said(phone, 'Another number was tapped').waitFor();
    await said(computer, 'Another number was tapped').waitFor();
    // On the computer's own screen nobody is sent to the computer.
    expect(await computer.getByText('start again on your computer').count()).toBe(0);
    await said(phone, 'Please start again on your computer').waitFor();
    expect(await phone.locator('input').count()).toBe(0);
    // And the computer may show a new one.
    await press(computer, 'Show a new code');
    await said(computer, 'Point your phone').waitFor();
  });

  test('takes no photo of a stranger’s phone, unless the computer says that it is its own', async () => {
    const computer = await computerAt();
    const phone = await phoneAt(await linkOf(computer));
    await press(phone, words.go);
    await press(phone, await codeOf(computer));
    await said(computer, 'Is it yours?').waitFor();
    expect(await phone.locator('input').count()).toBe(0);
    await press(computer, 'No, end this');
    await said(phone, 'This was ended on the computer').waitFor();
  });
});

describe('a computer that goes away', () => {
  test('ends it for the phone, in words', async () => {
    const { computer, phone } = await connected();
    await computer.goto('about:blank');
    await said(phone, 'This was ended on the computer').waitFor();
  });

  test('after the photo was sent finds it when it comes back', async () => {
    const { computer, phone } = await connected();
    await shoot(phone);
    await said(computer, 'Reading the card').waitFor();
    await computer.reload();
    await expect.poll(() => filledIn(computer, 'name'), { timeout: 10_000 }).toBe(idCard.name);
  });
});

test('where the page or the proxy does not offer it, there is no button', async () => {
  const computer = await computerAt();
  const use = computer.getByRole('button', { name: words.use });
  await use.waitFor();
  await computer.evaluate(() => document.querySelector('scan-fill')?.removeAttribute('phone'));
  await use.waitFor({ state: 'detached' });
  // On a phone itself there is nothing to go on with elsewhere.
  const phone = await phoneAt(`${host.origin}/element`);
  await phone.getByRole('button', { name: 'Take a photo' }).first().waitFor();
  expect(await phone.getByRole('button', { name: words.use }).count()).toBe(0);
});
