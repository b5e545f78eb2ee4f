import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inFull } from '../browsers/engines.ts';
import { scanOf } from '../pictures/pdf.ts';
import { phoneHeic } from '../pictures/phone-heic.ts';
import { dropFile, launchBrowser, openPage } from './browser.ts';
import { type RunningDemo, startDemo } from './demo.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const specimen = (name: string) => fileURLToPath(new URL(`../../demo/public/specimens/${name}.jpg`, import.meta.url));

let demo: RunningDemo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Hands in the scanned specimen of a card with one click and waits for its result. */
async function useSpecimen(page: Page, card: string): Promise<void> {
  await page.locator(`.specimen[data-kind=clean] img[src*="/${card}-"]`).click();
  await page.locator(`[data-card="${card}"] [data-phase=done]`).waitFor({ timeout: 30_000 });
}

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const axe: { run(): Promise<{ violations: readonly { id: string }[] }> } = Reflect.get(window, 'axe');
    return (await axe.run()).violations.map(({ id }) => id);
  });
}

describe('the sign-up page', () => {
  test('two specimens, one click each, complete the application, and nothing but photos and the application leaves the page', async () => {
    const { page, requests, complaints } = await openPage(browser, demo.url);
    await useSpecimen(page, 'id-card-front');
    await useSpecimen(page, 'id-card-back');
    await page.getByLabel('Mobile phone').fill('+86 138 0000 0000');
    await page.getByLabel(/^I agree/).check();
    const name = await page.locator('[name=name]').inputValue();
    await page.getByRole('button', { name: 'Review application' }).click();
    expect(await page.locator(':focus').textContent()).toBe('Your application');
    const summary = await page.locator('.summary').textContent();
    expect(name).not.toBe('');
    expect(summary).toContain(name);
    await expect.poll(() => page.locator('.summary-note').textContent()).toContain('9 of 10 lines came from the card');
    const posts = requests.filter((request) => !request.startsWith('GET '));
    expect(
      posts.filter((request) => !/^POST \S+\/(session|application|scanfill\/v1\/scans\?card=\S+)$/.test(request)),
    ).toEqual([]);
    expect(requests.filter((request) => !request.includes(` ${demo.url}/`))).toEqual([]);
    expect(complaints).toEqual([]);

    await page.getByRole('button', { name: 'Start over' }).click();
    expect(await page.locator('[name=name]').inputValue()).toBe('');
    await expect.poll(() => page.locator('[data-phase=idle]').count()).toBe(2);
    // Nothing is left that would bring the reading back.
    expect(await page.evaluate(() => Object.values({ ...sessionStorage }))).toEqual([]);
    await page.context().close();
  });

  test('the summary says what stands as it was read and what was changed; sent once, the photos are used up', async () => {
    const { page, complaints } = await openPage(browser, demo.url);
    await useSpecimen(page, 'id-card-front');
    await useSpecimen(page, 'id-card-back');
    await page.getByLabel('Mobile phone').fill('+86 138 0000 0000');
    await page.getByLabel(/^I agree/).check();
    await page.locator('[name=name]').fill('Somebody Else');
    await page.getByRole('button', { name: 'Review application' }).click();
    await page.locator('.summary [data-origin]').first().waitFor();
    const lines = await page
      .locator('.summary-lines > div')
      .evaluateAll((rows) =>
        rows.map((row) => [row.querySelector('dt')?.textContent, (row as HTMLElement).dataset.origin]),
      );
    const read = ['Sex', 'Ethnic group', 'Date of birth', 'ID number', 'Address', 'Issuing authority', 'Valid from'];
    expect(lines).toEqual([
      ['Name', 'changed'],
      ...read.map((name) => [name, 'read']),
      ['Valid until', 'read'],
      ['Mobile phone', 'typed'],
    ]);
    expect(await page.locator('[data-origin=changed] .origin').textContent()).toBe('changed');
    await page.getByRole('button', { name: 'Send application' }).click();
    const note = () => page.locator('.summary-note').textContent();
    await expect.poll(note).toContain('Accepted');
    await page.getByRole('button', { name: 'Change something' }).click();
    await page.getByRole('button', { name: 'Review application' }).click();
    await page.getByRole('button', { name: 'Send application' }).click();
    await expect.poll(note).toContain('were used for an application already');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('an undone fill takes the marks away; typing takes that of its line', async () => {
    const { page } = await openPage(browser, demo.url);
    await useSpecimen(page, 'id-card-front');
    await expect.poll(() => page.locator('.line[data-read]').count()).toBe(6);
    await page.locator('[name=address]').press('End');
    await page.keyboard.type('A');
    await expect.poll(() => page.locator('.line[data-read]').count()).toBe(5);
    await page.getByRole('button', { name: /undo/i }).click();
    // A radio button of a page's own cannot be unchosen: it stays as read, and the person is told.
    await expect.poll(() => page.locator('.line[data-read]').count()).toBe(1);
    expect(await page.locator('.line-choice[data-read] input:checked').count()).toBe(1);
    await expect
      .poll(() => page.locator('.sf-panel, .scanfill').first().textContent())
      .toMatch(/change these back yourself/);
    await page.context().close();
  });

  test('an unfinished application names every line and leads to it', async () => {
    const { page } = await openPage(browser, demo.url);
    await page.locator('[name=number]').fill('110105194912310021');
    await page.getByRole('button', { name: 'Review application' }).click();
    await expect.poll(() => page.locator(':focus').textContent()).toContain('11 lines need your attention');
    await page.getByRole('link', { name: /does not fit its check digit/ }).click();
    expect(await page.locator(':focus').getAttribute('name')).toBe('number');
    await page.context().close();
  });

  test('sides dropped on each other’s place are noticed, and one click mends it', async () => {
    const { page } = await openPage(browser, demo.url, { viewport: { width: 1280, height: 1500 } });
    const drag = async (from: string, onto: string) => {
      await page
        .locator(`li:has(.specimen[data-kind=clean] img[src*="/${from}-"])`)
        .dragTo(page.locator(`[data-card="${onto}"] .sf-panel`));
      await page.locator(`[data-card="${onto}"] [data-phase=done]`).waitFor({ timeout: 30_000 });
    };
    await drag('id-card-back', 'id-card-front');
    await drag('id-card-front', 'id-card-back');
    expect(await page.locator('[name=name]').inputValue()).toBe('');
    await page.getByRole('button', { name: /swap/i }).click();
    await expect.poll(() => page.locator('[name=name]').inputValue(), { timeout: 30_000 }).not.toBe('');
    await expect.poll(() => page.locator('[name=authority]').inputValue(), { timeout: 30_000 }).not.toBe('');
    await page.context().close();
  });
});

describe('the page of all card types', () => {
  test.each(['passport', 'bank-card'])(
    '/cards#%s shows the fields of its specimen, the scan as JSON, and code',
    async (card) => {
      const { page, complaints } = await openPage(browser, `${demo.url}/cards#${card}`);
      await useSpecimen(page, card);
      await expect.poll(() => page.locator('.fields .passed').count()).toBeGreaterThan(0);
      await page.getByRole('tab', { name: 'JSON' }).click();
      const scan: unknown = JSON.parse((await page.locator('.code-text').textContent()) ?? '');
      expect(scan).toMatchObject({ card, state: 'done', recognised: true });
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Tab');
      await page.keyboard.press('End');
      expect(await page.locator('.code-text').textContent()).toContain(`${demo.url}/scanfill/v1/scans?card=${card}`);
      await page.getByRole('tab', { name: 'Fields' }).click();
      await page.getByRole('button', { name: /^Remove/ }).click();
      await expect.poll(() => page.locator('.fields').count()).toBe(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  test('choosing another type changes the address, and back returns', async () => {
    const { page } = await openPage(browser, `${demo.url}/cards`, { viewport: { width: 1280, height: 900 } });
    await page.getByRole('link', { name: /^VIN/ }).click();
    expect(new URL(page.url()).hash).toBe('#vehicle-vin');
    await expect.poll(() => page.locator('[data-card]').getAttribute('data-card')).toBe('vehicle-vin');
    await page.goBack();
    await expect.poll(() => page.locator('[data-card]').getAttribute('data-card')).toBe('id-card-front');
    await page.context().close();
  });
});

test('plain HTML: one script tag and one element fill a form under the same strict policy', async () => {
  const { page, requests, complaints } = await openPage(browser, `${demo.url}/partner.html`);
  await page.locator('.specimens button').first().click();
  await expect.poll(() => page.locator('input[name=name]').inputValue(), { timeout: 30_000 }).not.toBe('');
  // It is held back until filling has settled.
  const upload = page.locator('scan-fill');
  await expect.poll(() => upload.evaluate((node) => (node as HTMLInputElement & Element).checkValidity())).toBe(true);
  await page.getByRole('button', { name: 'Add driver' }).click();
  expect(await page.locator('output pre').textContent()).toContain('"card": "driver-license-front"');
  expect(requests.filter((request) => !request.includes(` ${demo.url}/`))).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('plain HTML: one click tells the page’s author where each field of both sides would go, and writes nothing', async () => {
  const { page, complaints } = await openPage(browser, `${demo.url}/partner.html`);
  await page.getByRole('button', { name: 'What would be filled?' }).click();
  const told = page.locator('output pre');
  await told.waitFor();
  const text = (await told.textContent()) ?? '';
  expect(text).toContain('Licence number ← number (found by name)');
  expect(text).toContain('no place for: address');
  expect(text).toMatch(/driver-license-back[\s\S]*File number ← archiveNum/);
  expect(await told.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  expect(await page.locator('[name=number]').inputValue()).toBe('');
  expect(complaints).toEqual([]);
  await page.context().close();
});

describe('the page of a scan on its way', () => {
  test('the photo passes each station, and what is shown is what proxy and stand-in counted', async () => {
    const { page, complaints } = await openPage(browser, `${demo.url}/live`);
    const figures = async (): Promise<number> => {
      const { figures } = await (await fetch(`${demo.url}/insight/figures`)).json();
      return figures
        .filter(({ name }: { name: string }) => name === 'scanfill_images_billed_total')
        .reduce((sum: number, { value }: { value: number }) => sum + value, 0);
    };
    const count = (name: string) => page.locator(`[data-count=${name}]`).textContent();
    await expect.poll(() => page.locator('.counts td:nth-of-type(2)').first().textContent()).toMatch(/^\d+$/);
    const billedBefore = await figures();
    await page.getByRole('button', { name: 'Try a specimen' }).click();
    await page.locator('.station[data-state=passed]').nth(4).waitFor({ timeout: 30_000 });
    await expect.poll(() => count('ledger')).toBe('1');
    expect(await Promise.all(['takenIn', 'calls', 'billed'].map(count))).toEqual(['1', '1', '1']);
    expect(Number(await count('looks'))).toBeGreaterThan(0);
    expect((await figures()) - billedBefore).toBe(1);
    expect(await page.locator('.station').nth(3).textContent()).toContain('1 call');
    expect(await page.locator('.station').nth(4).textContent()).toMatch(/\d of \d fields/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('a file that is none stops at the checks, and nothing of it is counted', async () => {
    const { page } = await openPage(browser, `${demo.url}/live`);
    const file = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture at all') };
    await page.locator('input[type=file]').first().setInputFiles(file);
    await page.locator('.station[data-state=stopped]').waitFor();
    expect(await page.locator('.station h3').allTextContents()).toEqual([
      'Photopassed',
      'Checksstopped here',
      'Laneahead',
      'Greenahead',
      'Fieldsahead',
    ]);
    await page.context().close();
  });
});

test('the operator’s page tells readiness, lanes, the bill and each alarm of the proxy behind it', async () => {
  const { page, complaints } = await openPage(browser, `${demo.url}/operator`);
  await page.getByText('Ready: may have traffic').waitFor();
  await expect.poll(() => page.locator('.alarms > li').count()).toBe(10);
  expect(await page.locator('[data-standing=rings]').count()).toBe(0);
  // Whatever was read before on other pages, each was billed once.
  const lanes = page.locator('[data-lane] td:nth-of-type(3)');
  const read = (await lanes.allTextContents()).reduce((sum, text) => sum + Number(text), 0);
  expect(await page.locator('.tiles-two dd').first().textContent()).toBe(String(read));
  await page.locator('.alarms summary').first().click();
  await page.getByText(/a free query looks for Green.s return/).waitFor();
  expect(complaints).toEqual([]);
  await page.getByRole('link', { name: 'ScanfillGreenUnreachable in docs/operations.md' }).click();
  await page.getByText('# Operations').waitFor();
  await page.context().close();
});

test('a frame of another origin has specimens of its own and reads one; the page around it gets the fields and never the photo', async () => {
  const { page, requests, complaints } = await openPage(browser, `${demo.url}/iframe.html`);
  const frame = page.frameLocator('iframe');
  await frame
    .getByRole('button', { name: /a scan/ })
    .first()
    .click();
  await expect.poll(() => page.locator('[name=personId]').inputValue(), { timeout: 30_000 }).not.toBe('');
  const cut = await frame.locator('body').evaluate((body) => body.scrollHeight - innerHeight);
  expect(cut).toBeLessThanOrEqual(0);
  expect(requests.filter((request) => request.startsWith(`GET ${demo.url}/specimens/`))).toEqual([]);
  const other = demo.url.replace('localhost', '127.0.0.1');
  expect(page.frames().map((one) => new URL(one.url()).origin)).toEqual([demo.url, other]);
  expect(requests.filter((request) => request.startsWith(`POST ${demo.url}/scanfill/`))).toEqual([]);
  expect(requests.some((request) => request.startsWith(`POST ${other}/scanfill/v1/scans`))).toBe(true);
  expect(complaints).toEqual([]);
  await page.context().close();
});

describe('files that no browser shows as a picture', () => {
  test('a HEIC and a page of a scan, dropped, fill the form; each decoder comes with its file and not before', async () => {
    const { page, requests, complaints, uploads } = await openPage(browser, demo.url);
    const decoders = () =>
      [...new Set(requests.flatMap((request) => /\/widget\/(heic|pdf)\//.exec(request)?.[1] ?? []))].sort();
    const side = (card: string) => page.locator(`[data-card="${card}"] .sf-panel`);
    await side('id-card-front').waitFor();
    await page.waitForLoadState('networkidle');
    expect(decoders()).toEqual([]);
    await dropFile(side('id-card-front'), { name: 'IMG_1.HEIC', type: 'image/heic', bytes: await readFile(phoneHeic) });
    await expect.poll(() => page.locator('[name=number]').inputValue(), { timeout: 30_000 }).not.toBe('');
    expect(decoders()).toEqual(['heic']);
    const scan = await scanOf(specimen('id-card-front-1'), specimen('id-card-back-1'));
    await dropFile(side('id-card-back'), { name: 'scan.pdf', type: 'application/pdf', bytes: scan });
    await page.getByRole('button', { name: 'Page 2' }).click();
    await expect.poll(() => page.locator('[name=endDate]').inputValue(), { timeout: 30_000 }).not.toBe('');
    expect(decoders()).toEqual(['heic', 'pdf']);
    expect(uploads()).toBe(2);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  const inFrame = ['a frame of another origin', '/iframe.html', 'iframe', 'passport-1', '[name=personId]'] as const;
  const plain = ['plain HTML', '/partner.html', '', 'driver-license-front-1', '[name=number]'] as const;
  // What a frame can, a page can all the more.
  test.each(inFull ? [plain, inFrame] : [inFrame])(
    '%s takes a PDF, and says that it does',
    async (_what, path, frame, card, field) => {
      const { page, complaints } = await openPage(browser, demo.url + path);
      const upload = frame === '' ? page.locator('html') : page.frameLocator(frame).locator('html');
      const input = upload.locator('input[type=file]').first();
      await upload.getByText('up to 100 MB · HEIC · PDF').first().waitFor();
      await input.setInputFiles({
        name: 'scan.pdf',
        mimeType: 'application/pdf',
        buffer: await scanOf(specimen(card)),
      });
      await expect.poll(() => page.locator(field).inputValue(), { timeout: 30_000 }).not.toBe('');
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );
});

describe('every page', () => {
  const pages = ['/', '/cards#household-resident', '/partner.html', '/iframe.html', '/live', '/operator', '/nowhere'];

  test.each(pages)('%s is accessible, light and dark, and fits a screen 320 pixels wide', async (path) => {
    const viewport = { width: 320, height: 800 };
    const { page } = await openPage(browser, demo.url + path, {
      colorScheme: 'light',
      reducedMotion: 'reduce',
      viewport,
    });
    await page.locator('h1').waitFor();
    if (path === '/') await page.getByRole('button', { name: 'Review application' }).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test('language and theme are kept, on pages with a bundler and without, and the upload speaks the same language', async () => {
    const { page } = await openPage(browser, demo.url, { colorScheme: 'light' });
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('button', { name: '主题' }).click();
    await page.getByRole('button', { name: '主题' }).click();
    const links = page.getByRole('navigation', { name: '演示页面' }).getByRole('link');
    const uploads = { 证件: '.scanfill', '纯 HTML': '.scanfill', 框架: '', 实况: '.scanfill', 运维: '' };
    expect(await links.allTextContents()).toEqual(['开户', ...Object.keys(uploads)]);
    for (const [name, upload] of Object.entries(uploads)) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('link', { name, exact: true }).and(page.locator('[aria-current=page]')).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
      await expect.poll(() => page.locator('h1').textContent()).toMatch(/[\u4e00-\u9fff]/);
      expect(await page.title()).toMatch(/[\u4e00-\u9fff]/);
      const scanfill = upload === '' ? page.frameLocator('iframe').locator('.scanfill') : page.locator(upload).first();
      if (name === '运维') continue;
      await expect.poll(() => scanfill.getAttribute('lang')).toBe('zh-CN');
      expect(await scanfill.getAttribute('data-theme')).toBe('dark');
    }
    await page.context().close();
  });

  test('the language can be changed back on any of them, in the middle of a page', async () => {
    for (const path of ['/partner.html', '/iframe.html', '/nowhere']) {
      const { page } = await openPage(browser, demo.url + path, { locale: 'zh-CN' });
      await expect.poll(() => page.locator('h1').textContent()).toMatch(/[\u4e00-\u9fff]/);
      await page.getByRole('button', { name: 'English' }).click();
      await expect.poll(() => page.locator('h1').textContent()).toMatch(/^[\w ]+$/);
      await page.context().close();
    }
  });
});
