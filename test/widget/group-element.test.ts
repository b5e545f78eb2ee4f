import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { onSite } from './on-site.ts';
import type { ScanService } from './scan-service.ts';
import { frontFields, specimenPath } from './specimen.ts';

const backFields = { authority: '示例市公安局', endDate: '2031-05-06' };
const partsPath = fileURLToPath(new URL('../../widget/dist/scanfill/', import.meta.url));
const backPath = specimenPath.replace('front', 'back');
const place = onSite(['bundled-group.html']);
let service: ScanService;
let page: Page;
let url: string;

beforeEach(async () => {
  ({ page, service, url } = await place());
  service.answer('id-card-back', backFields);
  await page.goto(`${url}/plain/group.html`);
  await page.locator('scan-fill .sf-group').waitFor();
});

const input = (name: string) => page.locator(`input[name=${name}]`);
const side = (card: string) => page.locator(`scan-fill [data-card=${card}]`);
const choose = (card: string, path: string) => side(card).locator('input[type=file]').first().setInputFiles(path);
const submitted = async () => {
  await page.getByRole('button', { name: 'Send' }).click();
  const entries: readonly [string, string][] = JSON.parse(
    (await page.evaluate(() => document.documentElement.dataset.submitted)) ?? '[]',
  );
  const value = entries.find(([name]) => name === 'card')?.[1];
  return value === undefined ? undefined : JSON.parse(value);
};
const validity = () =>
  page.locator('scan-fill').evaluate((node) => {
    const { valid, valueMissing, customError } = (node as unknown as HTMLInputElement).validity;
    return { valid, valueMissing, customError };
  });

test('both sides are read in one flow, fill the form and are submitted as one value', async () => {
  const events = page.evaluate(
    () =>
      new Promise<unknown>((resolve) =>
        document.addEventListener('scan-fill:done', (event) => resolve((event as CustomEvent).detail)),
      ),
  );
  await expect.poll(validity).toMatchObject({ valueMissing: true });
  await choose('id-card-front', specimenPath);
  await expect.poll(() => input('number').inputValue(), { timeout: 15_000 }).toBe(frontFields.number);
  // One side alone is not the certificate.
  await expect.poll(validity).toMatchObject({ valueMissing: true });
  await choose('id-card-back', backPath);
  await expect.poll(() => input('endDate').inputValue(), { timeout: 15_000 }).toBe(backFields.endDate);
  await expect.poll(validity).toMatchObject({ valid: true });
  expect(await events).toMatchObject({
    fields: { ...frontFields, ...backFields },
    scans: { 'id-card-front': { id: 'scan-1' }, 'id-card-back': { id: 'scan-2' } },
  });
  expect(await submitted()).toEqual({
    fields: { ...frontFields, ...backFields },
    scans: [
      { id: 'scan-1', card: 'id-card-front', fields: frontFields, receipt: 'receipt-of-scan-1' },
      { id: 'scan-2', card: 'id-card-back', fields: backFields, receipt: 'receipt-of-scan-2' },
    ],
  });
});

test('the form waits while a side is being read, and a reset empties both', async () => {
  await choose('id-card-front', specimenPath);
  await side('id-card-front').locator('[data-phase=done]').waitFor();
  service.hold();
  await choose('id-card-back', backPath);
  await side('id-card-back').locator('[data-phase=recognising]').waitFor();
  await expect.poll(validity).toMatchObject({ customError: true });
  service.release();
  await side('id-card-back').locator('[data-phase=done]').waitFor();
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect.poll(() => page.locator('scan-fill [data-phase=idle]').count()).toBe(2);
  await expect
    .poll(() => page.locator('scan-fill').evaluate((node) => (node as unknown as HTMLInputElement).value))
    .toBe('');
});

test('sides put in each other’s place are mended by one click', async () => {
  const other = [{ code: 'other-side' }];
  service.answer('id-card-front', { name: 'x' }, other);
  service.answer('id-card-back', { authority: 'x' }, other);
  await choose('id-card-front', backPath);
  await choose('id-card-back', specimenPath);
  await page.getByText('The two sides look swapped.').waitFor();
  service.answer('id-card-front', frontFields);
  service.answer('id-card-back', backFields);
  await page.getByRole('button', { name: 'Swap them' }).click();
  await expect.poll(() => input('endDate').inputValue(), { timeout: 15_000 }).toBe(backFields.endDate);
  await expect.poll(validity).toMatchObject({ valid: true });
  expect(await submitted()).toMatchObject({ fields: { ...frontFields, ...backFields } });
});

test('the emblem side in the portrait slot is named, moved by one click without a second bill, and the other asked for', async () => {
  service.answer('id-card-front', {}, [{ code: 'other-side' }], backFields);
  await choose('id-card-front', backPath);
  await page.getByText('This looks like “ID card, emblem side”.').first().waitFor();
  await page.getByRole('button', { name: 'Use it there' }).click();
  await expect.poll(() => input('endDate').inputValue(), { timeout: 15_000 }).toBe(backFields.endDate);
  await page.getByText('Now add a photo of “ID card, portrait side”.').waitFor();
  // It was moved, which is no loss.
  expect(await page.getByText('Removed', { exact: false }).count()).toBe(0);
  expect(await side('id-card-back').locator('canvas').count()).toBe(1);
  expect(service.uploads.map(({ card }) => card)).toEqual(['id-card-front']);
  expect([service.recasts.map(({ card }) => card), service.removed]).toEqual([['id-card-back'], ['scan-1']]);
  service.answer('id-card-front', frontFields);
  await choose('id-card-front', specimenPath);
  await expect.poll(validity).toMatchObject({ valid: true });
  expect(await page.getByText('Now add a photo of').count()).toBe(0);
  expect(await submitted()).toMatchObject({
    scans: [{ id: 'scan-2' }, { id: 'recast-1', card: 'id-card-back', receipt: 'receipt-of-recast-1' }],
  });
});

test('both sides in one photo fill both, once; taken away, the second one is offered and not forced', async () => {
  service.answer('id-card-front', frontFields, [], { ...frontFields, ...backFields });
  await choose('id-card-front', specimenPath);
  await expect.poll(() => input('endDate').inputValue(), { timeout: 15_000 }).toBe(backFields.endDate);
  await expect.poll(validity).toMatchObject({ valid: true });
  await page.getByText('“ID card, emblem side” was in the same photo.').waitFor();
  expect([service.uploads.length, service.recasts.length]).toEqual([1, 1]);
  await side('id-card-back').getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Use it there' }).waitFor();
  expect(await side('id-card-back').locator('[data-phase=idle]').count()).toBe(1);
});

test('a bank card where an ID card was asked is named as that', async () => {
  service.answer('id-card-front', {}, [{ code: 'other-card', card: 'bank-card' }]);
  await choose('id-card-front', specimenPath);
  await page.getByText('This looks like “Bank card”.').first().waitFor();
  expect(await page.getByRole('button', { name: 'Use it there' }).count()).toBe(0);
  // Where the page asks for one too, its place is offered.
  const cards = 'id-card-front id-card-back bank-card';
  await page.locator('scan-fill').evaluate((node, cards) => node.setAttribute('cards', cards), cards);
  service.answer('bank-card', { bankCardNum: '6222021234567890128' });
  await choose('id-card-front', specimenPath);
  await page.getByRole('button', { name: 'Use it there' }).click();
  await side('bank-card').locator('[data-phase=done]').waitFor();
  expect(service.uploads.at(-1)?.card).toBe('bank-card');
});

test('a script hands over a photo for the side it names', async () => {
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(900, 600);
    const context = canvas.getContext('2d');
    for (let line = 0; context && line < 900; line += 6) context.fillRect(line, 0, 3, 600);
    const file = new File([await canvas.convertToBlob({ type: 'image/jpeg' })], 'drawn.jpg', { type: 'image/jpeg' });
    const element = document.querySelector('scan-fill') as unknown as { choose(file: File, card: string): void };
    element.choose(file, 'id-card-back');
  });
  const anyway = page.getByRole('button', { name: 'Use this photo anyway' });
  await expect
    .poll(async () => {
      if (await anyway.count()) await anyway.click();
      return service.uploads.map(({ card }) => card);
    })
    .toEqual(['id-card-back']);
});

test('a photo handed over just before the form is reset goes nowhere', async () => {
  const bytes = (await readFile(backPath)).toString('base64');
  await page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const element = document.querySelector('scan-fill') as unknown as HTMLInputElement & {
      choose(file: File, card: string): void;
    };
    element.choose(new File([bytes], 'back.jpg', { type: 'image/jpeg' }), 'id-card-back');
    element.form?.reset();
  }, bytes);
  await choose('id-card-front', specimenPath);
  await side('id-card-front').locator('[data-phase=done]').waitFor();
  expect(await side('id-card-back').locator('[data-phase=idle]').count()).toBe(1);
  expect(service.uploads.map(({ card }) => card)).toEqual(['id-card-front']);
});

test('what was read of one card is not submitted as another one’s, and coming back begins anew', async () => {
  await choose('id-card-front', specimenPath);
  await side('id-card-front').locator('[data-phase=done]').waitFor();
  const state = () =>
    page.locator('scan-fill').evaluate((node) => {
      const { value, state } = node as unknown as { value: string; state: { phase: string } };
      return [value, state.phase];
    });
  await page.locator('scan-fill').evaluate((node) => node.setAttribute('cards', 'passport'));
  await page.getByText('Passport', { exact: true }).waitFor();
  await expect.poll(state).toEqual(['', 'idle']);
  await page.locator('scan-fill').evaluate((node) => node.setAttribute('cards', 'id-card-front id-card-back'));
  await expect.poll(() => page.locator('scan-fill [data-phase=idle]').count()).toBe(2);
  await expect.poll(state).toEqual(['', 'idle']);
});

test('taken out of the page and put back later it begins anew, and has no value', async () => {
  await choose('id-card-front', specimenPath);
  await side('id-card-front').locator('[data-phase=done]').waitFor();
  const element = await page.locator('scan-fill').elementHandle();
  const parent = await page.evaluateHandle((node) => {
    const { parentElement } = node as Element;
    (node as Element).remove();
    return parentElement;
  }, element);
  await page.evaluate(([node, parent]) => (parent as Element).append(node as Element), [element, parent] as const);
  await expect.poll(() => element?.evaluate((node) => (node as unknown as HTMLInputElement).value)).toBe('');
  await expect.poll(() => page.locator('scan-fill [data-phase=idle]').count()).toBe(2);
});

test('the file for a script tag needs no other for them to be chosen, and says alone what is wrong with an attribute', async () => {
  const asked: string[] = [];
  const parts = await readdir(partsPath);
  // What is fetched ahead for a scan, what tells whose a paste is, and what these files share.
  const ahead = parts.filter((file) => /^(?:camera-and-photo|review-and-fill|fill-page|page-paste)-.*\.js$/.test(file));
  expect(ahead).toHaveLength(4);
  const sources = await Promise.all(ahead.map((file) => readFile(join(partsPath, file), 'utf8')));
  const shared = parts.filter((file) => sources.some((source) => source.includes(`from"./${file}"`)));
  const allowed = [...ahead, ...shared];
  await page.route(/\/widget\/scanfill\/.*\.js$/, (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  await page.reload();
  await side('id-card-back').locator('input[type=file]').first().waitFor({ state: 'attached' });
  const misuse = page.waitForEvent('console', (message) => message.text().includes('stands twice in "cards"'));
  await page.locator('scan-fill').evaluate((node) => node.setAttribute('cards', 'id-card-front id-card-front'));
  await misuse;
  expect(asked.filter((file) => !allowed.includes(basename(file)))).toEqual([]);
});

test('where the part for several sides cannot be had, the form asks for them all the same, and it comes later', async () => {
  const part = /\/group-view-.*\.js$/;
  await page.route(part, (route) => route.abort());
  await page.goto(`${url}/bundled-group.html`);
  await page.locator('scan-fill:defined').waitFor({ state: 'attached' });
  await expect.poll(validity).toMatchObject({ valid: false, valueMissing: true });
  expect(await page.locator('scan-fill .sf-group').count()).toBe(0);
  await page.unroute(part);
  await side('id-card-back').waitFor();
});
