import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { onSite } from './on-site.ts';
import type { ScanService } from './scan-service.ts';
import { frontFields, specimenPath } from './specimen.ts';

const place = onSite(['host.html']);
let service: ScanService;
let page: Page;
let url: string;

beforeEach(async () => {
  ({ page, service, url } = await place());
});

const box = () => page.getByRole('checkbox', { name: /^I have read the privacy notice, and agree/ });
const filled = () =>
  expect.poll(() => page.locator('form input[name=number]').inputValue(), { timeout: 15_000 }).toBe(frontFields.number);
const focusIsOn = (selector: string) =>
  expect.poll(() => page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)).toBe(true);
test('by keyboard alone: the photo stays here until the box is ticked, and goes by itself then', async () => {
  await page.goto(`${url}/host.html?consent=2026-11`);
  const input = page.getByLabel('Choose a photo: ID card, portrait side');
  await input.focus();
  await input.setInputFiles(specimenPath);
  await page.locator('[data-phase=consent]').waitFor();
  await focusIsOn('input[type=checkbox]');
  expect(await page.locator('.scanfill > [role=status]').textContent()).toMatch(/^Please accept this first\./);
  expect(await box().getAttribute('aria-invalid')).toBe('true');
  await page.getByText('The photo is still on this device.').first().waitFor();
  expect(service.uploads).toHaveLength(0);
  await page.keyboard.press('Space');
  await filled();
  expect(await box().isChecked()).toBe(true);
  await focusIsOn('input[type=checkbox]');
  expect(service.uploads).toHaveLength(1);
  expect(service.uploads[0]?.consent).toMatch(/^2026-11; age=\d$/);
  await page.keyboard.press('Space');
  await page.getByLabel(/^Use another photo/).setInputFiles(specimenPath);
  await page.locator('[data-phase=consent]').waitFor();
  expect(service.uploads).toHaveLength(1);
});

test('a link in the words leads on and accepts nothing; ticked before, the photo goes at once', async () => {
  await page.goto(`${url}/host.html?consent=${encodeURIComponent('隐私 3')}`);
  await page.getByRole('link', { name: 'privacy notice' }).click();
  expect(new URL(page.url()).hash).toBe('#privacy');
  expect(await box().isChecked()).toBe(false);
  await page.getByText('and agree that my ID card').click();
  expect(await box().isChecked()).toBe(true);
  await page.locator('input[type=file]').first().setInputFiles(specimenPath);
  await filled();
  expect(service.uploads[0]?.consent).toMatch(new RegExp(`^${encodeURIComponent('隐私 3')}; age=\\d$`));
});

test('a consent that is taken back while the photo is on its way holds it', async () => {
  await page.goto(`${url}/host.html?consent=1`);
  await box().check();
  // The upload does not get anywhere.
  await page.route('**/v1/scans?*', () => undefined);
  await page.locator('input[type=file]').first().setInputFiles(specimenPath);
  await page.locator('[data-phase=uploading]').waitFor();
  await box().uncheck();
  await page.locator('[data-phase=consent]').waitFor();
  await page.unroute('**/v1/scans?*');
  await box().check();
  await filled();
  expect(service.uploads).toHaveLength(1);
});

test('one box is for both sides', async () => {
  service.answer('id-card-back', { authority: '样本市公安局', startDate: '2016-01-01', endDate: '2036-01-01' });
  await page.goto(`${url}/host.html?group&consent=1`);
  const inputs = page.locator('input[type=file]');
  await expect.poll(() => inputs.count()).toBeGreaterThan(1);
  await page.locator('[data-card=id-card-back] input[type=file]').first().setInputFiles(specimenPath);
  await page.locator('[data-card=id-card-back] [data-phase=consent]').waitFor();
  expect(await page.getByRole('checkbox').count()).toBe(1);
  await box().check();
  await page.locator('[data-card=id-card-front] input[type=file]').first().setInputFiles(specimenPath);
  await filled();
  await expect.poll(() => service.uploads.map(({ consent }) => consent?.split(';')[0])).toEqual(['1', '1']);
});

test('the element takes the words from its slot and the version from its attribute, and holds the form', async () => {
  await page.goto(`${url}/plain/element.html`);
  await page.locator('scan-fill').evaluate((element) => {
    element.setAttribute('consent', 'v2');
    const words = Object.assign(document.createElement('span'), { slot: 'consent' });
    words.innerHTML = 'I accept the <a href="#terms">terms</a> of this bank.';
    element.append(words);
  });
  const own = page.getByRole('checkbox', { name: 'I accept the terms of this bank.' });
  await own.waitFor();
  await page.locator('scan-fill input[type=file]').first().setInputFiles(specimenPath);
  await page.locator('scan-fill [data-phase=consent]').waitFor();
  expect(await page.locator('scan-fill').evaluate((element) => (element as HTMLInputElement).validationMessage)).toBe(
    'The photo is still on this device. It is sent as soon as you accept above.',
  );
  expect(service.uploads).toHaveLength(0);
  await page.getByText('of this bank').click();
  await filled();
  expect(service.uploads[0]?.consent).toMatch(/^v2; age=\d$/);
  await page.getByLabel('Name', { exact: true }).first().waitFor();
});

test('the element’s box has a name where the page brings no words', async () => {
  await page.goto(`${url}/plain/element.html`);
  await page.locator('scan-fill').evaluate((element) => element.setAttribute('consent', '1'));
  await page.getByRole('checkbox', { name: 'I agree that the photo of my card is sent and read.' }).waitFor();
});
