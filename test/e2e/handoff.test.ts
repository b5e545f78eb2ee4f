import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createGreen, type Green } from '@scanfill/demo/green/green';
import { createProxy, type ScanfillProxy } from '@scanfill/proxy';
import { verifyReceipt } from '@scanfill/proxy/receipt';
import { mintSession } from '@scanfill/proxy/session';
import express from 'express';
import jsQR from 'jsqr';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { faults } from '../widget/faults.ts';
import { buildPages, type Pages } from '../widget/site.ts';
import { launchBrowser } from './browser.ts';
import { photographed } from './photos.ts';

const info = {
  name: '王小明',
  nationality: '汉',
  number: '11010519491231002X',
  birth: '1949-12-31',
  address: '北京市',
};
const sessionSecret = '0204072a80809fa8e30da2e60ea1deb8';
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const words = {
  use: 'Use your phone',
  own: 'Yes, that was me',
  go: 'Go on',
  take: 'Take a photo',
};

/** The host's page: a form beside the element. */
const elementPage = `<!doctype html><html lang="en"><title>Bank</title><main><h1>Sign up</h1>
<form id="form"><input name="name" aria-label="Name"><input name="number" aria-label="Number"></form>
<scan-fill card="id-card-front" endpoint="/scanfill" session-url="/session" fill="#form" phone></scan-fill></main>
<script type="module" src="/widget/scanfill.js"></script>`;

let green: Green;
let proxy: ScanfillProxy;
let origin: string;
let pages: Pages;
let browser: Browser;
let stopListening: () => Promise<void>;
let recognised = true;
let photo: { name: string; mimeType: string; buffer: Buffer };
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  const account = { accessKeyId: 'testid', accessKeySecret: 'testsecret', uid: '1' };
  const reader = {
    read: async () => (recognised ? { recognised: true, info } : { recognised: false, info: {} }),
    warm: async () => {},
    usage: () => ({ cpuMs: 0, nowMb: 0, peakMb: 0 }),
    stop: async () => {},
  };
  green = createGreen({ accounts: [account], reader });
  const app = express();
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  proxy = createProxy({
    credentials: account,
    greenEndpoint: (await green.listen(0)).url,
    sessionSecret,
    store: 'memory:',
    publicUrl: `${origin}/scanfill`,
    phone: { name: 'Bank of Nowhere', purpose: 'To open your account' },
    log: silent,
  });
  await proxy.start();
  app.use('/scanfill', proxy.handler);
  app.all('/session', async (_request, response) => {
    response.json(await mintSession({ secret: sessionSecret, subject: 'visitor-1' }));
  });
  app.get('/element', ({ query }, response) => {
    const { lang = 'en' } = query;
    const dark = 'dark' in query ? '<style>body { background: #111; color: #eee }</style>' : '';
    const page = elementPage.replace('lang="en"', `lang="${lang}"`);
    response.type('html').send(('consent' in query ? page.replace(' phone', ' phone consent="2026-11"') : page) + dark);
  });
  app.use('/widget', express.static(fileURLToPath(new URL('../../widget/dist', import.meta.url))));
  pages = await buildPages(['handoff.html']);
  app.use('/react', express.static(pages.directory));
  stopListening = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  const { file } = await photographed('id-card-front', 4110);
  photo = { name: file.name, mimeType: file.type, buffer: Buffer.from(file.bytes) };
  browser = await launchBrowser();
}, 60_000);
afterEach(async () => {
  recognised = true;
  for (const context of contexts.splice(0)) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await pages?.remove();
  await proxy.stop();
  await green.stop();
  await stopListening();
});

async function pageOf(url: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  contexts.push(context);
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}
const computerAt = (path = '/element'): Promise<Page> => pageOf(origin + path);
const phoneAt = (link: string): Promise<Page> =>
  pageOf(link, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const said = (page: Page, text: string | RegExp): Locator => page.getByText(text).first();

/** The link that the computer shows. */
async function linkOf(computer: Page): Promise<string> {
  await press(computer, words.use);
  const link = await computer.getByRole('link', { name: 'The same as a link' }).getAttribute('href');
  return link ?? '';
}
async function codeOf(computer: Page): Promise<string> {
  return (await computer.locator('.sf-code').textContent())?.trim() ?? '';
}
/** Computer and phone, as far as the phone may take its photo. */
async function connected(path?: string): Promise<{ computer: Page; phone: Page }> {
  const computer = await computerAt(path);
  const phone = await phoneAt(await linkOf(computer));
  await press(phone, words.go);
  await press(phone, await codeOf(computer));
  await said(phone, 'Now confirm on your computer').waitFor();
  await press(computer, words.own);
  await said(computer, 'Take the photo with your phone now').waitFor();
  return { computer, phone };
}
const shoot = (phone: Page): Promise<void> => phone.getByLabel(words.take).setInputFiles(photo);
const filledIn = (computer: Page, name: string) => computer.locator(`#form [name="${name}"]`).inputValue();

describe('a photo taken with the phone', () => {
  test.each([['/element'], ['/react/handoff.html']])('fills the form of %s, and its receipt holds', async (path) => {
    const { computer, phone } = await connected(path);
    await expect.poll(() => phone.locator('h1').textContent()).toBe('Bank of Nowhere asks for a photo');
    await shoot(phone);
    await said(phone, 'Done. Go back to your computer').waitFor();
    await expect.poll(() => filledIn(computer, 'name'), { timeout: 10_000 }).toBe(info.name);
    expect(await filledIn(computer, 'number')).toBe(info.number);
    const receipt = await computer.locator('[name="scanfill-receipt-id-card-front"]').inputValue();
    const found = await verifyReceipt(receipt, {
      keys: proxy.receiptKeys(),
      audience: `${origin}/scanfill`,
      subject: 'visitor-1',
      card: 'id-card-front',
      fields: { name: info.name, number: info.number },
    });
    expect(found.changed).toEqual([]);
    expect(await phone.content()).not.toContain(info.number);
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
    await phone.getByLabel(words.take).setInputFiles({ ...photo, ...(await otherPhoto()) });
    await said(phone, 'Done.').waitFor();
    await expect.poll(() => filledIn(computer, 'name'), { timeout: 10_000 }).toBe(info.name);
  });

  test('is not lost where the network is gone for a moment', async () => {
    const { computer, phone } = await connected();
    await phone.context().setOffline(true);
    await shoot(phone);
    await said(phone, 'You are offline').waitFor();
    await phone.context().setOffline(false);
    await said(phone, 'Done.').waitFor({ timeout: 30_000 });
    await expect.poll(() => filledIn(computer, 'name'), { timeout: 10_000 }).toBe(info.name);
  });

  test('may be taken after the phone has reloaded the page for its camera', async () => {
    const { computer, phone } = await connected();
    await phone.reload();
    await shoot(phone);
    await said(phone, 'Done.').waitFor();
    await expect.poll(() => filledIn(computer, 'name'), { timeout: 10_000 }).toBe(info.name);
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
  await expect.poll(() => filledIn(computer, 'name'), { timeout: 10_000 }).toBe(info.name);
  const receipt = await computer.locator('[name="scanfill-receipt-id-card-front"]').inputValue();
  const check = { keys: proxy.receiptKeys(), audience: `${origin}/scanfill`, subject: 'visitor-1' };
  expect((await verifyReceipt(receipt, check)).scan.consent?.version).toBe('2026-11');
});

test.each([
  ['en', 'light'],
  ['zh-CN', 'dark'],
  ['ar', 'dark'],
] as const)('every step of it is without fault, on both screens: %s, %s', { timeout: 60_000 }, async (lang, scheme) => {
  // What looks for faults is a script of its own, which the page's policy would refuse.
  const look = { locale: lang, colorScheme: scheme, bypassCSP: true };
  const computer = await pageOf(`${origin}/element?lang=${lang}&${scheme}`, look);
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
    await expect.poll(() => filledIn(computer, 'name'), { timeout: 10_000 }).toBe(info.name);
  });
});

test('where the page or the proxy does not offer it, there is no button', async () => {
  const computer = await computerAt();
  const use = computer.getByRole('button', { name: words.use });
  await use.waitFor();
  await computer.evaluate(() => document.querySelector('scan-fill')?.removeAttribute('phone'));
  await use.waitFor({ state: 'detached' });
  // On a phone itself there is nothing to go on with elsewhere.
  const phone = await phoneAt(`${origin}/element`);
  await phone.getByRole('button', { name: 'Take a photo' }).first().waitFor();
  expect(await phone.getByRole('button', { name: words.use }).count()).toBe(0);
});

async function otherPhoto(): Promise<{ buffer: Buffer }> {
  const { file } = await photographed('id-card-front', 4111);
  return { buffer: Buffer.from(file.bytes) };
}
