import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser } from '../e2e/browser.ts';
import { createScanService, type ScanService } from './scan-service.ts';
import { type Handler, type Site, serveSite, strictPolicy } from './site.ts';
import { frontFields, specimenPath } from './specimen.ts';
import { watchPage } from './violations.ts';

const framePage = fileURLToPath(new URL('../../widget/dist/frame.html', import.meta.url));
let browser: Browser;
let service: ScanService;
/** The partner's site, which alone sees photos, and two pages that would like to hold its frame. */
let partner: Site;
let host: Site;
let stranger: Site;

beforeAll(async () => {
  browser = await launchBrowser();
  let allowed = '';
  // As a partner's server does: the list of parents filled in, everything else as it was built.
  const handler: Handler = async (request, response) => {
    if (request.url?.startsWith('/widget/frame.html')) {
      const html = await readFile(framePage, 'utf8');
      response
        .writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': strictPolicy })
        .end(html.replace('name="scanfill-parents" content=""', `name="scanfill-parents" content="${allowed}"`));
      return true;
    }
    return service.handler(request, response);
  };
  partner = await serveSite(undefined, handler);
  const policy = `${strictPolicy}; frame-src ${partner.url}`;
  host = await serveSite(undefined, undefined, policy);
  stranger = await serveSite(undefined, undefined, policy);
  allowed = host.url;
});
afterAll(async () => {
  await browser?.close();
  for (const site of [partner, host, stranger]) await site?.stop();
});
beforeEach(() => {
  service = createScanService();
  service.answer('id-card-front', frontFields);
});

const pageAt = (site: Site) => `${site.url}/plain/frame-host.html?frame=${partner.url}/widget/frame.html`;

test('the frame reads the card and the page around it fills its own form', async () => {
  const { page, violations, errors, context } = await watchPage(browser, pageAt(host));
  const inside = page.frameLocator('iframe');
  await inside.locator('input[type=file]').first().setInputFiles(specimenPath);
  await expect
    .poll(() => page.locator('input[name=number]').inputValue(), { timeout: 15_000 })
    .toBe(frontFields.number);
  expect(await page.evaluate(() => JSON.parse(document.documentElement.dataset.done ?? '{}').fields.name)).toBe(
    frontFields.name,
  );
  expect(service.uploads).toHaveLength(1);
  const { frameHeight, contentHeight } = {
    frameHeight: await page.locator('iframe').evaluate((iframe) => iframe.getBoundingClientRect().height),
    contentHeight: await inside.locator('scan-fill').evaluate((element) => element.getBoundingClientRect().height),
  };
  expect(Math.abs(frameHeight - contentHeight)).toBeLessThanOrEqual(2);
  expect(await violations()).toEqual([]);
  expect(errors).toEqual([]);
  await page.locator('form').evaluate((form) => (form as HTMLFormElement).reset());
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.phase)).toBe('idle');
  await context.close();
});

test('the host’s own words are asked for inside, as plain text', async () => {
  const { page, context } = await watchPage(browser, `${pageAt(host)}&consent=v7`);
  const inside = page.frameLocator('iframe');
  const box = inside.getByRole('checkbox', { name: 'I <b>agree</b>.' });
  await box.waitFor();
  await inside.locator('input[type=file]').first().setInputFiles(specimenPath);
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.phase)).toBe('consent');
  expect(service.uploads).toHaveLength(0);
  await box.check();
  await expect
    .poll(() => service.uploads.map(({ consent }) => consent))
    .toEqual([expect.stringMatching(/^v7; age=\d$/)]);
  await context.close();
});

test('with both sides of a card the form is filled from both', async () => {
  service.answer('id-card-back', { endDate: '2031-05-06' });
  const { page, context } = await watchPage(browser, `${pageAt(host)}&cards=id-card-front+id-card-back`);
  const inside = page.frameLocator('iframe');
  for (const card of ['front', 'back'])
    await inside
      .locator(`[data-card=id-card-${card}] input[type=file]`)
      .first()
      .setInputFiles(specimenPath.replace('front', card));
  await expect
    .poll(() => page.locator('input[name=number]').inputValue(), { timeout: 15_000 })
    .toBe(frontFields.number);
  expect(await page.evaluate(() => JSON.parse(document.documentElement.dataset.done ?? '{}').fields)).toMatchObject({
    name: frontFields.name,
    endDate: '2031-05-06',
  });
  await context.close();
});

test('a page that is not on the list gets no widget and not a single message', async () => {
  const { page, context } = await watchPage(browser, pageAt(stranger));
  await page.frameLocator('iframe').getByText('scanfill-parents list').waitFor();
  expect(await page.evaluate(() => document.documentElement.dataset.messages)).toBe('0');
  expect(await page.frameLocator('iframe').locator('scan-fill').count()).toBe(0);
  await context.close();
});

test('a stranger that pretends to be on the list is not answered', async () => {
  // It names the allowed origin, so the frame starts: but every message is addressed to that origin, which the stranger
  // is not.
  const { page, context } = await watchPage(browser, `${stranger.url}/plain/page.css`);
  await page.goto(pageAt(stranger));
  const misuse = page.waitForEvent('console', (message) => message.text().includes('attribute "card" is missing'));
  await page.evaluate(
    ({ frame, parent }) => {
      const iframe = document.querySelector('iframe');
      if (iframe) iframe.src = `${frame}?parent=${parent}`;
    },
    { frame: `${partner.url}/widget/frame.html`, parent: host.url },
  );
  const inside = page.frameLocator('iframe');
  await inside.locator('scan-fill').waitFor({ state: 'attached' });
  await page.evaluate(() => {
    const message = { type: 'start', options: { card: 'id-card-front' }, hostSession: true };
    document.querySelector('iframe')?.contentWindow?.postMessage({ scanfill: 1, message }, '*');
  });
  await misuse;
  expect(await page.evaluate(() => document.documentElement.dataset.messages)).toBe('0');
  await context.close();
});
