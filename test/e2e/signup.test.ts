import { createServer } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blackPng, gif, heic } from './bad-files.ts';
import { dropFile, launchBrowser, openPage } from './browser.ts';
import { type RunningDemo, startDemo } from './demo.ts';
import { photographed } from './photos.ts';

let demo: RunningDemo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

const slot = (card: string): string => `[data-card="${card}"] .scanfill`;

describe('the sign-up form', () => {
  test('a photographed ID card, dropped, fills name, number, birth date and address', async () => {
    const { file, fields } = await photographed('id-card-front', 4101);
    const { page, complaints } = await openPage(browser, demo.url);
    await dropFile(page.locator(slot('id-card-front')), file);
    await expect.poll(() => page.locator('[name=number]').inputValue(), { timeout: 30_000 }).toBe(fields.number);
    expect(await page.locator('[name=name]').inputValue()).toBe(fields.name);
    expect(await page.locator('[name=birth]').inputValue()).toBe(fields.birth);
    expect(await page.locator('[name=address]').inputValue()).toBe(fields.address);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('the back of the card adds authority and validity, and leaves what a person typed', async () => {
    const { file, fields } = await photographed('id-card-back', 4102);
    const { page } = await openPage(browser, demo.url);
    await page.locator('[name=authority]').fill('typed by hand');
    await dropFile(page.locator(slot('id-card-back')), file);
    await expect.poll(() => page.locator('[name=startDate]').inputValue(), { timeout: 30_000 }).toBe(fields.startDate);
    expect(await page.locator('[name=authority]').inputValue()).toBe('typed by hand');
    await page.context().close();
  });
});

describe('somebody without a card at hand', () => {
  test.each([
    ['a phone', 375, 667],
    ['a desk', 1280, 800],
  ])('sees on %s how to try it at once, and after one press the filled form', async (_where, width, height) => {
    const { page, complaints } = await openPage(browser, demo.url);
    await page.setViewportSize({ width, height });
    const button = page.getByRole('button', { name: 'Try a specimen' });
    const box = await button.boundingBox();
    expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThan(height);
    // The card and what comes of it stand there at first sight, and that is what is read then.
    const sight = await page.locator('.sight dd').allTextContents();
    await button.click();
    const value = (name: string) => page.locator(`[name=${name}]`).inputValue();
    await expect.poll(() => value('number'), { timeout: 30_000 }).toMatch(/^\d{17}[\dX]$/);
    await expect.poll(() => value('endDate'), { timeout: 30_000 }).not.toBe('');
    expect(await Promise.all(['name', 'birth', 'number'].map(value))).toEqual(sight);
    const isInView = (selector: string) =>
      page.locator(selector).evaluate((element) => {
        const { top } = element.getBoundingClientRect();
        return top >= 0 && top < innerHeight;
      });
    await expect.poll(() => isInView('#signup'), { timeout: 10_000 }).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('who hands in a photo of their own is not taken away from the next one', async () => {
    const { file } = await photographed('id-card-front', 4103);
    const { page } = await openPage(browser, demo.url);
    await page.setViewportSize({ width: 375, height: 667 });
    await dropFile(page.locator(slot('id-card-front')), file);
    const before = await page.evaluate(() => scrollY);
    await expect.poll(() => page.locator('[name=number]').inputValue(), { timeout: 30_000 }).not.toBe('');
    const link = page.getByRole('link', { name: 'See your details' });
    await link.waitFor();
    expect(await page.evaluate(() => scrollY)).toBe(before);
    await link.click();
    const top = () => page.locator('#signup').evaluate((form) => form.getBoundingClientRect().top);
    await expect.poll(async () => Math.abs(await top())).toBeLessThan(40);
    await page.context().close();
  });
});

describe('a file that cannot be used', () => {
  const jpegStart = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]);
  test.each([
    ['the beginning of a PDF', 'letter.pdf', 'application/pdf', Buffer.from('%PDF-1.7\n%\xe2\xe3\n'), /damaged/],
    ['the beginning of a HEIC', 'IMG_1.HEIC', 'image/heic', heic(), /damaged or incomplete/],
    [
      'a drawing',
      'card.svg',
      'image/svg+xml',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      /drawing \(SVG\)/,
    ],
    [
      'a text named .jpg',
      'photo.jpg',
      'image/jpeg',
      Buffer.from('this is no picture at all, only text'),
      /not a picture|document/i,
    ],
    ['a cut JPEG', 'cut.jpg', 'image/jpeg', jpegStart, /damaged|incomplete/i],
    ['an empty file', 'empty.jpg', 'image/jpeg', Buffer.alloc(0), /empty/i],
    [
      // The service's own 20 MB are for what is sent.
      'more than 100 MB',
      'big.png',
      'image/png',
      blackPng(300, 300),
      /100 MB/,
      100 * 1024 * 1024,
    ],
    ['a side over 30,000 px', 'long.png', 'image/png', blackPng(30_001, 300), /30,001 pixels .* the limit is 30,000/],
    ['over 250,000,000 px', 'bomb.png', 'image/png', blackPng(20_000, 20_000), /400 megapixels; the limit is 250/],
    ['a GIF over 64,000,000 px', 'big.gif', 'image/gif', gif(8_001, 8_000), /This GIF has/],
  ])('%s gets its message, and nothing is sent', async (_title, name, type, bytes, message, zeros?: number) => {
    const { page, uploads } = await openPage(browser, demo.url);
    const target = page.locator(slot('id-card-front'));
    await dropFile(target, { name, type, bytes, zeros });
    await expect.poll(() => target.textContent(), { timeout: 10_000 }).toMatch(message);
    expect(uploads()).toBe(0);
    await page.context().close();
  });
});

test('ports already taken are named, with what to do', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(startDemo({ PORT: String(port) })).rejects.toThrow(new RegExp(`${port}[^]*PORT`));
  await new Promise((resolve) => server.close(resolve));
});
