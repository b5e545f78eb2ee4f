import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { faults } from './faults.ts';
import { onSite } from './on-site.ts';
import type { ScanService } from './scan-service.ts';
import { frontFields } from './specimen.ts';

const place = onSite();
let page: Page;
let service: ScanService;

beforeEach(async () => {
  let url: string;
  ({ page, service, url } = await place());
  await page.goto(`${url}/plain/element.html`);
  await page.locator('scan-fill').evaluate((element) => element.setAttribute('crop', 'card'));
});

/** A photo of cards on a desk: each by its middle and its turn in degrees. */
async function choose(...cards: readonly (readonly [x: number, y: number, degrees: number])[]): Promise<void> {
  const lines = Array.from(
    { length: 8 },
    (_, row) => `<text x="60" y="${90 + row * 64}" font-size="40">SPECIMEN 1949-12-31 No real person ${row}</text>`,
  ).join('');
  const drawn = cards.map(
    ([x, y, degrees]) =>
      `<g transform="translate(${x} ${y}) rotate(${degrees}) translate(-500 -315)" font-family="sans-serif" fill="#222"><rect width="1000" height="630" rx="30" fill="#e8ecef"/>${lines}</g>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="1800"><rect width="2400" height="1800" fill="#6b5140"/>${drawn.join('')}</svg>`;
  const buffer = await sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer();
  await page.locator('input[type=file]').first().setInputFiles({ name: 'desk.jpg', mimeType: 'image/jpeg', buffer });
}

const whole = () => page.getByRole('button', { name: 'Use the whole photo' });
const read = () => expect.poll(() => page.locator('input[name=number]').inputValue()).toBe(frontFields.number);
/** Width over height of the picture that is shown. */
const ratio = () =>
  page.locator('.sf-preview canvas').evaluate((canvas: HTMLCanvasElement) => canvas.width / canvas.height);

test('only the card is sent, and the whole photo when the person wants that', async () => {
  await choose([1_250, 850, 8]);
  await read();
  expect(await ratio()).toBeCloseTo(1_000 / 630, 1);
  expect(await faults(page)).toEqual([]);
  await whole().click();
  await expect.poll(() => service.uploads.length).toBe(2);
  await read();
  await expect.poll(ratio).toBeCloseTo(4 / 3, 2);
  expect(await whole().count()).toBe(0);
  const [cut, all] = service.uploads;
  expect(cut?.key).not.toBe(all?.key);
  expect(service.removed).toEqual([cut?.id]);
});

test('of a photo of two cards nothing is cut off', async () => {
  await choose([650, 900, 4], [1_750, 900, -3]);
  await read();
  expect(await ratio()).toBeCloseTo(4 / 3, 2);
  expect(await whole().count()).toBe(0);
});

test('where what finds the card cannot be loaded, the whole photo is sent', async () => {
  await page.route(/card-edges/, (route) => route.abort());
  await choose([1_250, 850, 8]);
  await read();
  expect(service.uploads.length).toBe(1);
  expect(await ratio()).toBeCloseTo(4 / 3, 2);
});
