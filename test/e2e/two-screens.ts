import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchBrowser } from './browser.ts';

/** What is to be pressed on the way of a photo from the phone to the computer, in English. */
export const words = {
  use: 'Use your phone',
  own: 'Yes, that was me',
  go: 'Go on',
  take: 'Take a photo',
};

type Options = Parameters<Browser['newContext']>[0];

/** Computers and phones, each page in a context of its own; they go with the test. */
export type Screens = {
  pageOf(url: string, options?: Options): Promise<Page>;
  phoneAt(link: string): Promise<Page>;
};

/** A browser for the tests of a file. */
export function onTwoScreens(): Screens {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
  afterAll(() => browser?.close());

  async function pageOf(url: string, options: Options = {}): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    contexts.push(context);
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    await page.goto(url);
    return page;
  }
  return {
    pageOf,
    phoneAt: (link) => pageOf(link, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }),
  };
}

export const press = (within: Page | Locator, name: string): Promise<void> =>
  within.getByRole('button', { name, exact: true }).click();
export const said = (page: Page, text: string | RegExp): Locator => page.getByText(text).first();

/** The link that the computer shows; `within` where several cards are asked for. */
export async function linkOf(within: Page | Locator): Promise<string> {
  await press(within, words.use);
  const link = await within.getByRole('link', { name: 'The same as a link' }).getAttribute('href');
  return link ?? '';
}
export async function codeOf(computer: Page): Promise<string> {
  return (await computer.locator('.sf-code').textContent())?.trim() ?? '';
}

/** From the phone's tap until it may take its photo. */
export async function connect(computer: Page, phone: Page): Promise<void> {
  await press(phone, words.go);
  await press(phone, await codeOf(computer));
  await said(phone, 'Now confirm on your computer').waitFor();
  await press(computer, words.own);
  await said(computer, 'Take the photo with your phone now').waitFor();
}
