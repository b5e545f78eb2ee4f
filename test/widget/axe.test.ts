import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../e2e/browser.ts';
import { faults } from './faults.ts';
import { buildPages, type Pages, type Site, serveSite } from './site.ts';

let browser: Browser;
let pages: Pages;
let site: Site;

beforeAll(async () => {
  [browser, pages] = await Promise.all([launchBrowser(), buildPages(['gallery.html'])]);
  site = await serveSite(pages.directory);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await pages?.remove();
});

/** Every state a person can meet, and a text that is there once it is shown. */
const states = [
  'idle',
  'asked',
  'consent',
  'disabled',
  'reloaded',
  'inspecting',
  'refused',
  'too-large',
  'hint',
  'preparing',
  'uploading',
  'offline',
  'recognising',
  'review',
  'done',
  'clean',
  'folded',
  'nothing',
  'failed',
  'unsure',
  'session',
];
const shownPhase: Readonly<Record<string, string>> = {
  asked: 'idle',
  disabled: 'idle',
  reloaded: 'idle',
  'too-large': 'refused',
  offline: 'uploading',
  clean: 'done',
  folded: 'done',
  nothing: 'done',
  unsure: 'failed',
  session: 'failed',
};

async function show(page: Page, state: string, query: string): Promise<void> {
  await page.goto(`${site.url}/gallery.html?state=${state}&fill&${query}`);
  const root = page.locator(`.scanfill[data-phase="${shownPhase[state] ?? state}"]:not([data-loading])`);
  await root.waitFor();
  if (['review', 'done', 'clean', 'folded'].includes(state)) await page.locator('.sf-review').waitFor();
}

/** Both pairs together show every state in each theme and each direction. */
test.each([
  ['light', 'en'],
  ['dark', 'ar'],
] as const)('axe finds nothing in any state: %s, %s, 320 px wide', async (theme, lang) => {
  const context = await browser.newContext({
    viewport: { width: 320, height: 700 },
    colorScheme: theme,
    hasTouch: true,
  });
  const page = await context.newPage();
  for (const state of states) {
    await show(page, state, `lang=${lang}`);
    expect(await faults(page), state).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${state}: wider than the window`).toBeLessThanOrEqual(0);
  }
  await context.close();
});

test('every control is at least 44 px high, on a phone', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  for (const state of ['idle', 'hint', 'done', 'failed']) {
    await show(page, state, 'lang=en');
    const low = await page
      .locator('.scanfill :is(button,input,select,textarea):visible')
      .evaluateAll((controls) =>
        controls
          .map((control) => ({ html: control.outerHTML, height: control.getBoundingClientRect().height }))
          .filter(({ height }) => height < 44),
      );
    expect(low, state).toEqual([]);
  }
  await show(page, 'asked', 'lang=en');
  // The box is small, what is clicked is not.
  expect(
    (await page.locator('label', { has: page.getByRole('checkbox') }).boundingBox())?.height,
  ).toBeGreaterThanOrEqual(44);
  await show(page, 'folded', 'lang=en');
  expect((await page.locator('.sf-review summary').first().boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await context.close();
});

test('the panel keeps its height from choosing to reading, so that the page below does not jump', async () => {
  for (const width of [360, 900]) {
    const context = await browser.newContext({ viewport: { width, height: 740 } });
    const page = await context.newPage();
    const heights: number[] = [];
    for (const state of ['idle', 'inspecting', 'preparing', 'uploading', 'recognising']) {
      await show(page, state, 'lang=en');
      heights.push(
        await page.locator('.sf-panel').evaluate((panel) => Math.round(panel.getBoundingClientRect().height)),
      );
    }
    expect(new Set(heights).size, `${width} px: ${heights.join()}`).toBe(1);
    await context.close();
  }
});

test("an explicit theme stands against the system's", async () => {
  const context = await browser.newContext({ colorScheme: 'dark' });
  const page = await context.newPage();
  const background = async (theme: string) => {
    await show(page, 'idle', `lang=en&theme=${theme}`);
    return await page.locator('.sf-panel').evaluate((panel) => getComputedStyle(panel).backgroundColor);
  };
  const [auto, dark, light] = [await background('auto'), await background('dark'), await background('light')];
  expect(auto).toBe(dark);
  expect(light).toBe('rgb(255, 255, 255)');
  await context.close();
});

test('with reduced motion nothing moves', async () => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await show(page, 'recognising', 'lang=en');
  expect(
    await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length),
  ).toBe(0);
  await context.close();
});

test('in forced colours the progress bar is still told from its track', async () => {
  const context = await browser.newContext({ forcedColors: 'active', viewport: { width: 600, height: 400 } });
  const page = await context.newPage();
  await show(page, 'uploading', 'lang=en');
  const bar = page.locator('progress');
  const picture = await bar.screenshot();
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const row = Math.floor(info.height / 2) * info.width;
  const at = (share: number): readonly number[] => [
    ...data.subarray((row + Math.floor(info.width * share)) * 3).subarray(0, 3),
  ];
  expect(at(0.3)).not.toEqual(at(0.9));
  await context.close();
});
