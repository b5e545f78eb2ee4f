import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
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

const input = (name: string) => page.locator(`form input[name=${name}]`);
const filled = () => expect.poll(() => input('number').inputValue(), { timeout: 15_000 }).toBe(frontFields.number);
const settled = () =>
  page
    .getByText(/^Fields filled: \d\./)
    .first()
    .waitFor();
const kept = () => page.evaluate(() => Object.values({ ...sessionStorage }));
const scanAt = async (query: string): Promise<void> => {
  await page.goto(`${url}/host.html?${query}`);
  await page.locator('input[type=file]').first().setInputFiles(specimenPath);
  await filled();
  await settled();
};

describe('after a reload', () => {
  test('what was read is there again, by its id alone, and fills the form', async () => {
    await scanAt('form=whole');
    expect(await kept()).toEqual(['+scan-1']);
    await page.reload();
    await filled();
    await page.getByText('The card was read', { exact: true }).waitFor();
    expect(service.uploads).toHaveLength(1);
    expect(await kept()).toEqual(['+scan-1']);
  });

  test('so it is after a way back', async () => {
    await scanAt('form=whole');
    await page.goto(`${url}/plain/core.html`);
    await page.goBack();
    await filled();
    expect(service.uploads).toHaveLength(1);
  });

  test('what a person has typed meanwhile stays, even where the page lets others be overwritten', async () => {
    await scanAt('form=whole&overwrite');
    service.hold();
    await page.reload();
    await input('name').fill('林晓星');
    service.release();
    await filled();
    await settled();
    expect(await input('name').inputValue()).toBe('林晓星');
  });

  test('somebody else finds nothing, hears nothing, and nothing of it is left', async () => {
    await scanAt('form=whole');
    service.changeSubject();
    const asked = page.waitForResponse((response) => response.status() === 404);
    await page.reload();
    await asked;
    await expect.poll(kept).toEqual([]);
    await page.locator('[data-phase=idle]').waitFor();
    expect(await page.locator('.scanfill > [role=status]').textContent()).toBe('');
    expect(await input('number').inputValue()).toBe('');
  });

  test('a removed scan stays away', async () => {
    await scanAt('form=whole');
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.locator('[data-phase=idle]').waitFor();
    expect(await kept()).toEqual([]);
    await page.reload();
    await page.locator('[data-phase=idle]').waitFor();
    expect(await input('number').inputValue()).toBe('');
  });

  test('both sides come back', async () => {
    service.answer('id-card-back', { authority: '样本市公安局', startDate: '2016-01-01', endDate: '2036-01-01' });
    await page.goto(`${url}/host.html?group`);
    for (const card of ['id-card-front', 'id-card-back'])
      await page.locator(`[data-card=${card}] input[type=file]`).first().setInputFiles(specimenPath);
    await expect.poll(() => page.locator('[data-phase=done]').count(), { timeout: 15_000 }).toBe(2);
    await page.reload();
    await expect.poll(() => page.locator('[data-phase=done]').count(), { timeout: 15_000 }).toBe(2);
    await filled();
    const result = await page.evaluate(() => JSON.parse(document.documentElement.dataset.group ?? '{}'));
    expect(result.fields).toMatchObject({ number: frontFields.number, authority: '样本市公安局' });
    expect(service.uploads).toHaveLength(2);
  });
});

describe('the review', () => {
  const review = () => page.locator('details.sf-review');
  const field = (label: string) => page.locator('.sf-review').getByLabel(label, { exact: true });
  const reported = () => page.evaluate(() => JSON.parse(document.documentElement.dataset.fields ?? 'null'));

  test('is one line where all of it stands in the form, and opens', async () => {
    await scanAt('form=whole');
    const line = page.getByText('What was read (all in the form)');
    await line.waitFor();
    expect(await field('Name').isVisible()).toBe(false);
    expect((await review().boundingBox())?.height).toBeLessThan(60);
    await line.click();
    expect(await field('Name').inputValue()).toBe(frontFields.name);
    await page.getByRole('button', { name: 'Undo filling' }).click();
    await expect.poll(() => input('number').inputValue()).toBe('');
  });

  test('is there in full where the form lacks a field', async () => {
    await scanAt('form=plain');
    await field('Address').waitFor();
    expect(await review().count()).toBe(0);
  });

  test('and the form follow each other', async () => {
    await scanAt('form=whole');
    await page.getByText('What was read (all in the form)').click();
    await input('name').fill('林晓星');
    await expect.poll(() => field('Name').inputValue()).toBe('林晓星');
    // Typed: what a script fills in is not a person's.
    await input('birth').focus();
    await page.keyboard.type('01021950');
    await expect.poll(() => field('Date of birth').inputValue()).toBe('1950-01-02');
    await expect.poll(async () => (await reported())?.name).toBe('林晓星');
    await field('Ethnic group').fill('回');
    await expect.poll(() => input('nationality').inputValue()).toBe('回');
    // The person's own correction in the form has stayed, and can be corrected from the review again.
    expect(await input('name').inputValue()).toBe('林晓星');
    await field('Name').fill('林小星');
    await expect.poll(() => input('name').inputValue()).toBe('林小星');
    await input('name').fill('');
    await expect.poll(() => field('Name').inputValue()).toBe('');
    expect(await reported()).not.toHaveProperty('name');
    expect(await input('number').inputValue()).toBe(frontFields.number);
    expect(await review().getAttribute('open')).not.toBeNull();
  });
});
