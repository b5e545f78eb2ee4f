import type { Locator, Page } from 'playwright-core';
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

const open = (query = '') => page.goto(`${url}/host.html?${query}`);
const number = () => page.locator('form input[name=number]');
const filled = () => expect.poll(() => number().inputValue(), { timeout: 15_000 }).toBe(frontFields.number);
const focused = () => page.evaluate(() => document.activeElement?.closest('.scanfill') !== null);

/** Presses Tab until the control has focus. */
async function tabTo(control: Locator): Promise<void> {
  for (let presses = 0; presses < 25; presses++) {
    await page.keyboard.press('Tab');
    if (await control.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${String(control)} cannot be reached by Tab`);
}

/** Writes down every text the live region holds, as a screen reader would speak it. */
async function listen(): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const region = document.querySelector('.scanfill > [role=status]');
    if (!region) throw new Error('There is no live region.');
    // Nothing is spoken of a region that was emptied.
    new MutationObserver(() => region.textContent && heard.push(region.textContent)).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  return () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
}

test('the whole way by keyboard alone, focus never lost', async () => {
  await open();
  await page.locator('h1').click();
  const input = page.getByLabel('Choose a photo: ID card, portrait side');
  // Asked for early: the browser needs a moment to hand its dialog over.
  const chooser = page.waitForEvent('filechooser');
  await tabTo(input);
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(specimenPath);
  await filled();
  await page.locator('.sf-review').waitFor();
  expect(await focused()).toBe(true);

  await tabTo(page.getByRole('button', { name: 'Undo filling' }));
  await page.keyboard.press('Enter');
  await expect.poll(() => number().inputValue()).toBe('');
  // A date is visited to see whether it was let go; whoever had the focus has it again.
  await page.getByText('The form is as it was before.').first().waitFor();
  expect(await focused()).toBe(true);

  const name = page.locator('.sf-review').getByLabel('Name');
  await tabTo(name);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('林晓星');
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.fields)).toContain('林晓星');

  await page.locator('.sf-panel').focus();
  await tabTo(page.getByRole('button', { name: 'Remove' }));
  await page.keyboard.press('Space');
  await input.waitFor();
  expect(await focused()).toBe(true);
  await expect.poll(() => service.removed).toEqual(['scan-1']);
});

test('a screen reader hears each phase once', async () => {
  await open();
  const heard = await listen();
  service.hold();
  await page.locator('input[type=file]').first().setInputFiles(specimenPath);
  await page.locator('[data-phase=recognising]').waitFor();
  service.release();
  await filled();
  await expect.poll(async () => (await heard()).at(-1)).toContain('Fields filled');
  const phases = (await heard()).filter((text, index, all) => text !== all[index - 1]);
  expect(phases).toEqual([
    'Checking the photo…',
    'Preparing the photo…',
    'Uploading…',
    'Reading the card…',
    'The card was read. Please check what was read. Fields filled: 4.',
  ]);
  expect(await heard()).toEqual(phases);
});

test('cancelling during recognition erases the scan and can begin anew', async () => {
  await open();
  service.hold();
  await page.locator('input[type=file]').first().setInputFiles(specimenPath);
  await page.locator('[data-phase=recognising]').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled. Nothing was kept.').first().waitFor();
  await expect.poll(() => service.removed).toEqual(['scan-1']);
  service.release();
  await page.locator('input[type=file]').first().setInputFiles(specimenPath);
  await filled();
  expect(service.uploads).toHaveLength(2);
});

test('a scan that failed is told in words and can be tried again', async () => {
  await open();
  service.failNext('green-failed');
  await page.locator('input[type=file]').first().setInputFiles(specimenPath);
  await page.getByText('The card could not be read from this photo.').first().waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await filled();
  expect(new Set(service.uploads.map(({ key }) => key)).size).toBe(2);
});

test('a reload during recognition picks the scan up with nothing stored but its id', async () => {
  await open();
  service.hold();
  await page.locator('input[type=file]').first().setInputFiles(specimenPath);
  await page.locator('[data-phase=recognising]').waitFor();
  await expect.poll(() => page.evaluate(() => Object.values({ ...sessionStorage }))).toEqual(['scan-1']);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await page.reload();
  await page.locator('[data-phase=recognising]').waitFor();
  service.release();
  await filled();
  expect(service.uploads).toHaveLength(1);
  expect(await page.evaluate(() => Object.values({ ...sessionStorage }))).toEqual(['+scan-1']);
});

test('offline is noticed, and the scan goes on by itself', async () => {
  await open();
  // What a scan needs later is fetched soon after the page.
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          performance
            .getEntriesByType('resource')
            .filter(({ name }) => /\/(photo|scan-client|review-and-fill)-/.test(name)).length,
      ),
    )
    .toBe(3);
  await page.context().setOffline(true);
  await page.locator('input[type=file]').first().setInputFiles(specimenPath);
  await page.getByText('You are offline.').first().waitFor();
  await page.context().setOffline(false);
  await filled();
  expect(service.uploads).toHaveLength(1);
});

test('a part of the widget that could not be loaded is asked for again', async () => {
  await page.route(/\/(photo|scan-client)-.*\.js$/, (route) => route.abort());
  await open();
  await page.locator('input[type=file]').first().setInputFiles(specimenPath);
  await page.getByText('A part of this page could not be loaded.').first().waitFor();
  await page.unroute(/\/(photo|scan-client)-.*\.js$/);
  await page.getByRole('button', { name: 'Try again' }).click();
  await filled();
});

test('a double click on “Try again” is one click: the second does not cancel', async () => {
  await open();
  service.failNext('green-failed');
  await page.locator('input[type=file]').first().setInputFiles(specimenPath);
  await page.getByRole('button', { name: 'Try again' }).dblclick();
  await filled();
  expect(service.uploads).toHaveLength(2);
  expect(service.removed).toEqual([]);
});

test('rules of the page for its own elements leave the widget as it is, and a long word does not make it wider', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open();
  await page.locator('input[type=file]').first().setInputFiles(specimenPath);
  await filled();
  await page.locator('.sf-review').waitFor();
  const measures = () =>
    page.evaluate(() =>
      ['.sf-title', '.sf-panel', '.sf-words p', '.sf-actions', '.sf-review', '.sf-text', '.sf-field label'].map(
        (part) => {
          const element = document.querySelector(`.scanfill ${part}`);
          const { width, height } = element?.getBoundingClientRect() ?? new DOMRect();
          const { fontSize, color } = element ? getComputedStyle(element) : { fontSize: '', color: '' };
          return [part, Math.round(width), Math.round(height), fontSize, color];
        },
      ),
    );
  const before = await measures();
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    // As common style sheets have them: Bootstrap's legend, classless sheets' paragraphs, labels and inputs.
    sheet.replaceSync(`
      legend { float: left; width: 100%; margin-bottom: .5rem; font-size: 1.5rem; color: red }
      legend + * { clear: left }
      p { margin: 0 0 2em; font-size: 1.4em; color: red } label { font-size: 2em; display: inline }
      fieldset { border: 3px solid red; padding: 2em } ul, ol { padding-left: 3em }
      input, button, textarea, select { margin: 0 0 1rem; width: 50%; height: 20px; text-transform: uppercase }
      input[type=text] { height: 20px; padding: 0; border: 0 } input[type=file] { opacity: 1; position: static; height: 10px }
      /* Pages hide file inputs behind labels of their own. */
      input[type=file] { display: none; visibility: hidden; pointer-events: none }`);
    document.adoptedStyleSheets = [sheet];
  });
  expect(await measures()).toEqual(before);
  expect(
    await page
      .locator('.sf-input')
      .first()
      .evaluate((node) => getComputedStyle(node).opacity),
  ).toBe('0');
  const chosen = page.waitForEvent('filechooser');
  await page.locator('.sf-input').first().click();
  await chosen;
  await page.locator('.sf-title').evaluate((node) => {
    node.textContent = 'Donaudampfschifffahrtsgesellschaftskapitänspatentvorderseite';
  });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test('where the review and what fills the form cannot be had, that is said; a reload brings both, and nothing is sent twice', async () => {
  const part = /\/review-and-fill-.*\.js$/;
  await page.route(part, (route) => route.abort());
  await open();
  await page.locator('input[type=file]').first().setInputFiles(specimenPath);
  await page.locator('[data-phase=done]').waitFor();
  await page.locator('.sf-warning', { hasText: 'A part of this page could not be loaded.' }).waitFor();
  expect(await number().inputValue()).toBe('');
  await page.unroute(part);
  await page.reload();
  await filled();
  await page.locator('.sf-review').waitFor();
  expect(service.uploads).toHaveLength(1);
  expect(await page.evaluate(() => Object.values({ ...sessionStorage }))).toEqual(['+scan-1']);
});

test('a part that comes late still fills the form', async () => {
  const part = /\/review-and-fill-.*\.js$/;
  await page.route(part, (route) => route.abort());
  await open();
  await page.locator('input[type=file]').first().setInputFiles(specimenPath);
  await page.locator('[data-phase=done]').waitFor();
  await page.unroute(part);
  await filled();
  await page.getByText('Fields filled: 4.').first().waitFor();
  expect(await page.locator('.sf-warning', { hasText: 'could not be loaded' }).count()).toBe(0);
});

test.each([
  ['empty.jpg', '', 'This file is empty.'],
  ['photo.heic', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'This is a HEIC photo'],
  ['card.pdf', '%PDF-1.7\n', 'This is a PDF.'],
  ['card.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'This is a drawing'],
  ['notes.txt', 'hello, this is a text', 'This is a document (TEXT)'],
])('%s is refused by name and nothing is sent', async (name, content, words) => {
  await open();
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'image/jpeg', buffer: Buffer.from(content, 'latin1') });
  await page.getByText(words).first().waitFor();
  expect(service.uploads).toHaveLength(0);
});

test('a pasted photo is taken', async () => {
  await open();
  await page.getByLabel(/Choose a photo/).focus();
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(900, 600);
    const context = canvas.getContext('2d');
    for (let line = 0; context && line < 900; line += 6) context.fillRect(line, 0, 3, 600);
    const data = new DataTransfer();
    data.items.add(new File([await canvas.convertToBlob()], 'pasted.png', { type: 'image/png' }));
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  });
  await page.locator('[data-phase=hint], [data-phase=done]').waitFor();
});
