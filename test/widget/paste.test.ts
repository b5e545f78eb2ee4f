import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { onSite } from './on-site.ts';
import type { ScanService } from './scan-service.ts';
import { specimenPath } from './specimen.ts';

const place = onSite(['host.html']);
let service: ScanService;
let page: Page;
let url: string;

beforeEach(async () => {
  ({ page, service, url } = await place());
});

/**
 * Pastes a picture of this many lines, and these texts beside it, where the focus is; gives whether somebody took it.
 * What the browser itself would do with the text is done.
 */
function paste(texts: Readonly<Record<string, string>> = {}): Promise<boolean> {
  return page.evaluate(async (texts) => {
    const canvas = new OffscreenCanvas(900, 600);
    const context = canvas.getContext('2d');
    for (let line = 0; context && line < 900; line += 6) context.fillRect(line, 0, 3, 600);
    const data = new DataTransfer();
    for (const [type, text] of Object.entries(texts)) data.setData(type, text);
    data.items.add(new File([await canvas.convertToBlob()], 'pasted.png', { type: 'image/png' }));
    let target = document.activeElement ?? document.body;
    while (target.shadowRoot?.activeElement) target = target.shadowRoot.activeElement;
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true, composed: true });
    const unused = target.dispatchEvent(event);
    if (unused && texts['text/plain']) document.execCommand('insertText', false, texts['text/plain']);
    return !unused;
  }, texts);
}

const cell = { 'text/plain': '林晓星', 'text/html': '<table><tr><td>林晓星</td></tr></table>' };
const phases = () =>
  page.locator('.scanfill[data-phase]').evaluateAll((all) => all.map((one) => one.getAttribute('data-phase')));
const blur = () =>
  page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    if (active instanceof HTMLElement) active.blur();
  });
/** What is loaded later is there. */
const ready = () => page.waitForLoadState('networkidle');

describe.each([
  ['the React build', 'host.html?'],
  ['in a shadow tree', 'host.html?shadow'],
  ['the element by a script tag', 'plain/element.html'],
])('%s', (_name, address) => {
  beforeEach(async () => {
    await page.goto(`${url}/${address}`);
    await page.locator('.scanfill[data-phase=idle]:not([data-loading])').waitFor();
    await ready();
  });

  test('a cell of a spreadsheet pasted into a field of the review is text, and nothing is sent anew', async () => {
    await page.locator('input[type=file]').first().setInputFiles(specimenPath);
    const name = page.locator('.sf-review').getByLabel('Name', { exact: true });
    await name.fill('');
    await name.focus();
    expect(await paste(cell)).toBe(false);
    await expect.poll(() => name.inputValue()).toBe(cell['text/plain']);
    expect(await paste()).toBe(false);
    expect(await phases()).toEqual(['done']);
    expect(service.uploads).toHaveLength(1);
  });

  test('a photo pasted into the page is taken; what was read is not lost to the next', async () => {
    await blur();
    expect(await paste()).toBe(true);
    await page.getByRole('button', { name: 'Use this photo anyway' }).or(page.locator('[data-phase=done]')).waitFor();
    const [now] = await phases();
    if (now === 'hint') await page.getByRole('button', { name: 'Use this photo anyway' }).click();
    await page.locator('[data-phase=done]').waitFor();
    await blur();
    expect(await paste()).toBe(false);
    expect(service.uploads).toHaveLength(1);
    await page.getByLabel(/Use another photo/).focus();
    expect(await paste()).toBe(true);
  });

  test('a field of the page keeps what is pasted into it', async () => {
    const name = page.locator('form input[name=name]');
    await name.focus();
    expect(await paste(cell)).toBe(false);
    expect(await name.inputValue()).toBe(cell['text/plain']);
    expect(await paste()).toBe(false);
    expect(await phases()).toEqual(['idle']);
  });
});

test('of two uploads one takes a paste into the page: the first, or the one that was used last', async () => {
  await page.goto(`${url}/host.html?two`);
  await page.locator('.scanfill[data-phase=idle]').nth(1).waitFor();
  await ready();
  expect(await paste()).toBe(true);
  await expect.poll(async () => (await phases())[0]).not.toBe('idle');
  expect((await phases())[1]).toBe('idle');

  // A page that nothing was read on yet.
  await expect.poll(async () => (await phases())[0]).toBe('done');
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await page.locator('.scanfill[data-phase=idle]').nth(1).waitFor();
  await ready();
  await page.getByLabel('Choose a photo: Passport').focus();
  await blur();
  expect(await paste()).toBe(true);
  await expect.poll(async () => (await phases())[1]).not.toBe('idle');
  expect((await phases())[0]).toBe('idle');
});

test('two sides are pasted one after the other', async () => {
  await page.goto(`${url}/host.html?group`);
  await page.locator('.scanfill[data-phase=idle]').nth(1).waitFor();
  await ready();
  expect(await paste()).toBe(true);
  await expect.poll(async () => (await phases())[0]).not.toBe('idle');
  if ((await phases())[0] !== 'done') {
    await page.locator('[data-phase=hint], [data-phase=done]').first().waitFor();
    const anyway = page.getByRole('button', { name: 'Use this photo anyway' });
    if (await anyway.count()) await anyway.click();
  }
  await page.locator('[data-card=id-card-front] [data-phase=done]').waitFor();
  await blur();
  // A moment later: what comes at once may be a key held down.
  await expect.poll(paste).toBe(true);
  await expect.poll(async () => (await phases())[1]).not.toBe('idle');
  expect(service.uploads.filter(({ card }) => card === 'id-card-front')).toHaveLength(1);
});
