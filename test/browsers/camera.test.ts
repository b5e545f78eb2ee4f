import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createScanService } from '../widget/scan-service.ts';
import { type Site, serveSite } from '../widget/site.ts';
import { frontFields } from '../widget/specimen.ts';
import { keys, type RemoteBrowser, type RemotePage } from './driver/remote.ts';
import { engines } from './engines.ts';
import { valueIn } from './pages.ts';

const service = createScanService();
let site: Site;

beforeAll(async () => {
  service.answer('id-card-front', frontFields);
  site = await serveSite(undefined, service.handler);
});
afterAll(async () => {
  await site?.stop();
});

describe.each(engines)('the live camera in %s', (_name, open) => {
  let browser: RemoteBrowser;

  afterEach(async () => {
    await browser?.close();
  });

  async function openPage(present: boolean): Promise<RemotePage> {
    browser = await open(present);
    return await browser.open(`${site.url}/plain/element.html`, { width: 900, height: 800 });
  }

  async function openCamera(page: RemotePage): Promise<RemotePage> {
    await page.click('scan-fill >>> .sf-choose button');
    await page.waitFor('scan-fill >>> dialog');
    return page;
  }

  test('takes a photo when told, or by itself, and the card is read', async () => {
    const before = service.uploads.length;
    const page = await openCamera(await openPage(true));
    const filled = async () => {
      // What the browsers' pretended cameras show is no card: who takes such a photo is asked whether to go on.
      await page.run((find) => {
        for (const selector of ['dialog .sf-primary:enabled', '[data-phase=hint] .sf-actions .sf-button:last-child'])
          find('scan-fill').shadowRoot?.querySelector<HTMLElement>(selector)?.click();
      });
      return await valueIn(page, 'input[name=number]');
    };
    await expect.poll(filled, { timeout: 20_000, interval: 300 }).toBe(frontFields.number);
    expect(service.uploads.length).toBe(before + 1);
    expect(service.uploads.at(-1)).toMatchObject({ card: 'id-card-front', type: 'image/jpeg' });
    expect(await page.run((find) => find('scan-fill').shadowRoot?.querySelector('dialog') ?? null)).toBe(null);
  });

  test('where there is none, none is offered', async () => {
    const page = await openPage(false);
    await page.waitFor('scan-fill >>> .sf-choose input[type=file]');
    const offered = () =>
      page.run((find) => find('scan-fill').shadowRoot?.querySelectorAll('.sf-choose button').length);
    await expect.poll(offered, { timeout: 10_000 }).toBe(0);
  });

  test('where there is none any more, a photo can be chosen instead, and Escape leads back', async () => {
    const page = await openPage(false);
    await page.run((find) => {
      navigator.mediaDevices.enumerateDevices = async () => [{ kind: 'videoinput' } as MediaDeviceInfo];
      // Asks for the list anew.
      const element = find('scan-fill');
      element.replaceWith(element.cloneNode(true));
    });
    await openCamera(page);
    const words = () => page.run((find) => find('scan-fill >>> dialog').textContent);
    await expect.poll(words, { timeout: 10_000 }).toContain('No camera was found. Please choose a photo instead.');
    await page.waitFor('scan-fill >>> dialog input[type=file]');
    await page.press(keys.escape);
    const focused = () => page.run((find) => find('scan-fill').shadowRoot?.activeElement?.textContent);
    await expect.poll(focused, { timeout: 10_000 }).toBe('Take a photo');
  });
});
