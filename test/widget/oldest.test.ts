import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../e2e/browser.ts';
import { createScanService } from './scan-service.ts';
import { buildPages, type Pages, type Site, serveSite } from './site.ts';
import { frontFields, specimenPath } from './specimen.ts';

/** What at least one of Safari 16.4, Firefox 115 and Chrome 111 does not know, by the object that has it. */
const newer: Readonly<Record<string, readonly string[]>> = {
  globalThis: ['requestIdleCallback', 'scheduler', 'navigation', 'CloseWatcher', 'ImageDecoder', 'BarcodeDetector'],
  AbortSignal: ['any'],
  Promise: ['withResolvers', 'try'],
  Object: ['groupBy'],
  Map: ['groupBy'],
  Array: ['fromAsync'],
  URL: ['canParse', 'parse'],
  RegExp: ['escape'],
  Intl: ['Segmenter', 'DurationFormat'],
  Error: ['isError'],
  Uint8Array: ['fromBase64', 'fromHex'],
  ReadableStream: ['from'],
  'Uint8Array.prototype': ['toBase64', 'toHex', 'setFromBase64'],
  'ArrayBuffer.prototype': ['transfer', 'transferToFixedLength'],
  'Iterator.prototype': [
    'map',
    'filter',
    'take',
    'drop',
    'flatMap',
    'reduce',
    'toArray',
    'forEach',
    'some',
    'every',
    'find',
  ],
  'Set.prototype': ['union', 'intersection', 'difference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom'],
  'String.prototype': ['isWellFormed', 'toWellFormed'],
  'ElementInternals.prototype': ['states'],
  'Element.prototype': ['checkVisibility', 'setHTMLUnsafe', 'moveBefore'],
  'HTMLElement.prototype': ['showPopover', 'hidePopover', 'togglePopover', 'popover'],
  'HTMLDialogElement.prototype': ['requestClose', 'closedBy'],
  'Document.prototype': ['startViewTransition'],
  'Navigator.prototype': ['connection', 'userAgentData'],
  'ReadableStream.prototype': ['values'],
};
const dist = fileURLToPath(new URL('../../widget/dist/', import.meta.url));
const service = createScanService();
let browser: Browser;
let pages: Pages;
let site: Site;

beforeAll(async () => {
  service.answer('id-card-front', frontFields);
  [browser, pages] = await Promise.all([
    launchBrowser(),
    buildPages(['host.html', 'bundled-element.html', 'core.html']),
  ]);
  site = await serveSite(pages.directory, service.handler);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await pages?.remove();
});

test.each(['/host.html', '/bundled-element.html', '/core.html', '/plain/element.html'])(
  '%s works with nothing that one of the oldest supported browsers lacks',
  async (path) => {
    const page = await (await browser.newContext()).newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.addInitScript((newer) => {
      for (const [owner, names] of Object.entries(newer)) {
        let object: unknown = globalThis;
        for (const name of owner.split('.'))
          object = name === 'globalThis' ? object : Reflect.get(Object(object), name);
        for (const name of names) if (object) Reflect.deleteProperty(Object(object), name);
      }
    }, newer);
    await page.goto(site.url + path);
    expect(await page.evaluate(() => 'withResolvers' in Promise || 'any' in AbortSignal)).toBe(false);
    await page.locator('input[type=file]').first().setInputFiles(specimenPath);
    await expect
      .poll(() => page.locator('input[name=number]').inputValue(), { timeout: 20_000 })
      .toBe(frontFields.number);
    if (path === '/plain/element.html') {
      await page.locator('scan-fill').evaluate((element) => element.setAttribute('lang', 'ja'));
      await page.getByRole('group', { name: '読み取った内容' }).waitFor();
    }
    expect(errors).toEqual([]);
    await page.context().close();
  },
);

test('the styles use nothing newer either, but where they ask first', async () => {
  const css = await readFile(`${dist}styles.css`, 'utf8');
  const unguarded = css.replaceAll(/@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}/g, '');
  const found = unguarded.match(
    /light-dark\(|color-mix\(|@scope|@starting-style|@property|^\s*&|field-sizing|anchor\(/gm,
  );
  expect(found).toBe(null);
});
