import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dropFile, launchBrowser } from '../e2e/browser.ts';
import { faults } from './faults.ts';
import { createScanService, type ScanService } from './scan-service.ts';
import { buildPages, type Pages, type Site, serveSite } from './site.ts';
import { frontFields, specimenPath } from './specimen.ts';

let browser: Browser;
let service: ScanService;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

describe.each(['18', '19'] as const)('React %s', (version) => {
  let pages: Pages;
  let site: Site;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    pages = await buildPages(['host.html'], version);
    site = await serveSite(pages.directory, (request, response) => service.handler(request, response));
  });
  afterAll(async () => {
    await page?.context().close();
    await site?.stop();
    await pages?.remove();
  });
  beforeEach(async () => {
    service = createScanService();
    service.answer('id-card-front', frontFields);
    await page?.context().close();
    page = await (await browser.newContext()).newPage();
    errors.length = 0;
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
  });

  const data = (name: string) =>
    page.evaluate((key) => JSON.parse(document.documentElement.dataset[key] ?? 'null'), name);
  const scan = (index = 0) => page.locator('.scanfill input[type=file]').nth(index).setInputFiles(specimenPath);
  const numberIs = (value: string) =>
    expect.poll(() => page.locator('form input[name=number]').inputValue(), { timeout: 15_000 }).toBe(value);

  test.each(['form=plain&strict', 'form=plain&shadow'])('a plain form is filled: %s', async (query) => {
    await page.goto(`${site.url}/host.html?${query}`);
    await scan();
    await numberIs(frontFields.number);
    // One field after the other.
    await expect.poll(() => page.locator('form select[name=sex]').inputValue()).toBe('female');
    await expect.poll(() => page.locator('form input[name=birth]').inputValue()).toBe('1949-12-31');
    expect(await page.evaluate(() => document.documentElement.dataset.react)).toMatch(new RegExp(`^${version}\\.`));
    expect(service.uploads).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  test("React's own state hears of what is filled, and of undo", async () => {
    await page.goto(`${site.url}/host.html?form=controlled&strict`);
    await scan();
    await numberIs(frontFields.number);
    await expect.poll(() => data('values')).toEqual({ name: frontFields.name, number: frontFields.number });
    await page.getByRole('button', { name: 'Undo filling' }).click();
    await expect.poll(() => data('values')).toEqual({ name: '', number: '' });
  });

  test('a form library validates and submits what is filled', async () => {
    await page.goto(`${site.url}/host.html?form=hook`);
    await expect.poll(() => page.locator('output').textContent()).toBe('invalid');
    await scan();
    await expect.poll(() => page.locator('output').textContent(), { timeout: 15_000 }).toBe('valid');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => data('values')).toEqual({ name: frontFields.name, number: frontFields.number });
  });

  test('what a person typed is left alone', async () => {
    await page.goto(`${site.url}/host.html?form=plain`);
    await page.locator('form input[name=name]').fill('Somebody');
    await scan();
    await numberIs(frontFields.number);
    expect(await page.locator('form input[name=name]').inputValue()).toBe('Somebody');
    await page.getByText('Left as you typed them: 1.').first().waitFor();
  });
});

describe('a host page', () => {
  let pages: Pages;
  let site: Site;
  let page: Page;

  beforeAll(async () => {
    pages = await buildPages(['host.html']);
    site = await serveSite(pages.directory, (request, response) => service.handler(request, response));
  });
  afterAll(async () => {
    await page?.context().close();
    await site?.stop();
    await pages?.remove();
  });
  beforeEach(async () => {
    service = createScanService();
    service.answer('id-card-front', frontFields);
    service.answer('passport', { personId: 'L898902C3' });
    await page?.context().close();
    page = await (await browser.newContext()).newPage();
  });

  const data = (name: string) =>
    page.evaluate((key) => JSON.parse(document.documentElement.dataset[key] ?? 'null'), name);

  test('keeps its own drop zone beside the widget, and each gets its own file', async () => {
    await page.goto(`${site.url}/host.html?drop`);
    const bytes = await readFile(specimenPath);
    await dropFile(page.locator('.host-drop'), { name: 'own.jpg', type: 'image/jpeg', bytes });
    await expect.poll(() => page.locator('#dropped').textContent()).toBe('own.jpg');
    expect(service.uploads).toHaveLength(0);
    await dropFile(page.locator('.scanfill'), { name: 'card.jpg', type: 'image/jpeg', bytes });
    await expect.poll(() => data('done'), { timeout: 15_000 }).toMatchObject({ fields: { name: frontFields.name } });
    expect(await page.locator('#dropped').textContent()).toBe('own.jpg');
  });

  test('may hold two widgets, which do not mix', async () => {
    await page.goto(`${site.url}/host.html?two`);
    const second = page.locator('.scanfill').nth(1);
    await second.locator('input[type=file]').setInputFiles(specimenPath);
    await expect.poll(() => data('second'), { timeout: 15_000 }).toMatchObject({ fields: { personId: 'L898902C3' } });
    expect(await page.locator('.scanfill').first().getAttribute('data-phase')).toBe('idle');
    expect(service.uploads.map(({ card }) => card)).toEqual(['passport']);
  });

  test('gets one result for both sides; swapped sides are mended by one click', async () => {
    const otherSide = [{ code: 'other-side' }];
    service.answer('id-card-front', {}, otherSide);
    service.answer('id-card-back', {}, otherSide);
    await page.goto(`${site.url}/host.html?group`);
    const sides = page.locator('.scanfill[data-phase]');
    for (const index of [0, 1]) {
      await sides.nth(index).locator('input[type=file]').first().setInputFiles(specimenPath);
      await expect.poll(() => sides.nth(index).getAttribute('data-phase'), { timeout: 15_000 }).toBe('done');
    }
    await page.getByText('The two sides look swapped.').waitFor();
    expect(await faults(page)).toEqual([]);
    service.answer('id-card-front', frontFields);
    service.answer('id-card-back', { authority: '示例市公安局', endDate: 'long-term' });
    await page.getByRole('button', { name: 'Swap them' }).click();
    await expect
      .poll(() => data('group'), { timeout: 15_000 })
      .toMatchObject({
        fields: { name: frontFields.name, authority: '示例市公安局' },
        scans: { 'id-card-back': { fields: { endDate: 'long-term' } } },
      });
    expect(await page.getByText('The two sides look swapped.').count()).toBe(0);
  });
});
