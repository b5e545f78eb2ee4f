import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../e2e/browser.ts';
import { createScanService } from './scan-service.ts';
import { buildPages, type Pages, type Site, serveSite } from './site.ts';
import { cutPhoto, frontFields, specimenPath } from './specimen.ts';
import { type Watch, watchPage } from './violations.ts';

let browser: Browser;
let pages: Pages;
let site: Site;
const service = createScanService();

beforeAll(async () => {
  service.answer('id-card-front', frontFields, [{ code: 'photocopy' }]);
  [browser, pages] = await Promise.all([
    // Without a camera none is offered.
    launchBrowser(['--use-fake-device-for-media-stream']),
    buildPages(['host.html', 'bundled-element.html', 'core.html']),
  ]);
  site = await serveSite(pages.directory, service.handler);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await pages?.remove();
});

/** Chooses the specimen and waits until the page's own input holds what was read. */
async function scan({ page }: Watch, photo = specimenPath): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles(photo);
  await expect
    .poll(() => page.locator('input[name=number]').inputValue(), { timeout: 20_000 })
    .toBe(frontFields.number);
}

async function expectClean(watch: Watch): Promise<void> {
  expect(await watch.violations()).toEqual([]);
  expect(watch.errors).toEqual([]);
  expect(watch.foreign).toEqual([]);
  expect(watch.workers).toEqual([]);
}

test.each([
  ['React', '/host.html'],
  ['core', '/core.html'],
  ['element in a bundle', '/bundled-element.html'],
  ['file for a script tag', '/plain/element.html'],
])(
  'the %s works under the strictest policy: nothing forbidden, nothing from elsewhere, no worker',
  async (name, path) => {
    const watch = await watchPage(browser, site.url + path);
    await scan(watch);
    if (name !== 'core') {
      const review = watch.page.locator('.sf-review');
      await review.getByLabel('Name').fill('林晓星');
      await expect.poll(() => watch.page.locator('form > label input[name=name]').inputValue()).toBe('林晓星');
      await watch.page.getByRole('button', { name: 'Remove' }).click();
      await watch.page.getByText('Removed. Nothing was kept.').first().waitFor();
    }
    await expectClean(watch);
    await watch.context.close();
  },
);

test('a photo on its side whose file was cut short is sent as far as it goes; nothing forbidden is tried', async () => {
  const watch = await watchPage(browser, `${site.url}/plain/element.html`);
  await scan(watch, await cutPhoto(pages.directory));
  await expectClean(watch);
  await watch.context.close();
});

test('the camera and a language loaded later work under the strictest policy too', async () => {
  const watch = await watchPage(browser, `${site.url}/plain/element.html`, { permissions: ['camera'] });
  const { page } = watch;
  await page.locator('scan-fill').evaluate((element) => element.setAttribute('lang', 'de'));
  await page.getByRole('button', { name: /Foto aufnehmen/ }).click();
  await page.getByRole('dialog').waitFor();
  await page.getByRole('button', { name: 'Kamera schließen' }).click();
  await expectClean(watch);
  await watch.context.close();
});
