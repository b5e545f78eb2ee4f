import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { faults } from './faults.ts';
import { createScanService } from './scan-service.ts';
import { type Site, serveSite } from './site.ts';
import { frontFields } from './specimen.ts';

const service = createScanService();
let site: Site;
let folder: string;
let browser: Browser | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scanfill-camera-'));
  site = await serveSite(undefined, service.handler);
  service.answer('id-card-front', frontFields);
});
afterEach(async () => {
  await browser?.close();
});
afterAll(async () => {
  await site?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A browser whose camera sees what the SVG draws, 1280 × 720; without one it has no camera. */
async function openPage(scene: string | undefined, granted = true): Promise<Page> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  if (scene !== undefined) {
    const file = join(folder, `scene-${Math.random().toString(36).slice(2)}.mjpeg`);
    const still = await sharp(
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720">${scene}</svg>`),
    )
      .jpeg({ quality: 92 })
      .toBuffer();
    await writeFile(file, Buffer.concat([still, still, still, still]));
    args.push('--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`);
  }
  if (granted) args.push('--use-fake-ui-for-media-stream');
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args });
  const context = await browser.newContext({ viewport: { width: 900, height: 700 } });
  return await context.newPage();
}

/** The same with the widget's camera open. */
async function openWith(scene: string | undefined, granted = true): Promise<Page> {
  const page = await openPage(scene, granted);
  // A camera may be taken away after the page has asked for the list of them.
  if (scene === undefined)
    await page.addInitScript(() => {
      navigator.mediaDevices.enumerateDevices = async () => [{ kind: 'videoinput' } as MediaDeviceInfo];
    });
  await page.goto(`${site.url}/plain/element.html`);
  await page.getByRole('button', { name: /^Take a photo/ }).click();
  await page.getByRole('dialog').waitFor();
  return page;
}

const desk = '<rect width="1280" height="720" fill="#4a4038"/>';
const lines = Array.from(
  { length: 9 },
  (_, row) =>
    `<text x="230" y="${150 + row * 55}" font-family="sans-serif" font-size="34" fill="#222">SPECIMEN 1949-12-31 No real person ${row}</text>`,
).join('');

test('takes the photo by itself once a card lies sharp and still in the frame', async () => {
  const page = await openWith(`${desk}<rect x="182" y="72" width="916" height="576" rx="24" fill="#e8ecef"/>${lines}`);
  await expect
    .poll(() => page.locator('input[name=number]').inputValue(), { timeout: 20_000 })
    .toBe(frontFields.number);
  expect(service.uploads.at(-1)).toMatchObject({ card: 'id-card-front', type: 'image/jpeg' });
  expect(await page.getByRole('dialog').count()).toBe(0);
  // Focus is back inside: the opener has gone with its phase.
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('scan-fill');
});

test('waits while there is only a desk, takes a photo when told, and lets the camera go', async () => {
  const before = service.uploads.length;
  const page = await openWith(desk);
  await page.getByText('Lay the card inside the frame.').waitFor();
  expect(await faults(page)).toEqual([]);
  await page.waitForTimeout(2_000);
  expect(service.uploads.length).toBe(before);
  await page.evaluate(() => {
    const stream = document.querySelector('scan-fill')?.shadowRoot?.querySelector('video')?.srcObject;
    Object.assign(globalThis, { stream });
  });
  await page.getByRole('button', { name: 'Take the photo' }).click();
  await page.locator('scan-fill [data-phase=hint], scan-fill [data-phase=done]').waitFor();
  const live = await page.evaluate(() =>
    (globalThis as unknown as { stream: MediaStream }).stream
      .getTracks()
      .some(({ readyState }) => readyState === 'live'),
  );
  expect(live).toBe(false);
});

const card = (width: number): string =>
  `<g transform="translate(640 360) scale(${width / 916}) translate(-640 -360)"><rect x="182" y="72" width="916" height="576" rx="24" fill="#e8ecef"/>${lines}</g>`;

test('a card far away is outlined, and the person told to come closer; it is not taken by itself', async () => {
  const before = service.uploads.length;
  const page = await openWith(`${desk}${card(420)}`);
  await page.getByText('Move closer until the card fills the frame.').waitFor();
  const outline = await page.locator('.sf-around polygon').boundingBox();
  const stage = await page.locator('.sf-stage').boundingBox();
  if (!outline || !stage) throw new Error('no outline');
  // The stage shows all of the video's height or width: where the card is in the video tells where its outline is.
  const scale = Math.max(stage.width / 1_280, stage.height / 720);
  expect(Math.abs(outline.width / scale - 420)).toBeLessThan(16);
  expect(Math.abs(outline.x + outline.width / 2 - stage.x - stage.width / 2)).toBeLessThan(6);
  expect(Math.abs(outline.y + outline.height / 2 - stage.y - stage.height / 2)).toBeLessThan(6);
  expect(await faults(page)).toEqual([]);
  await page.waitForTimeout(1_500);
  expect(service.uploads.length).toBe(before);
});

test('who would rather press switches the automatic shutter off', async () => {
  const before = service.uploads.length;
  // Pressed while the first looks are taken: five in a row take most of a second.
  const page = await openWith(`${desk}${card(916)}`);
  await page.getByRole('button', { name: 'Take it by itself', pressed: true }).click();
  await page.locator('.sf-around').waitFor();
  await page.getByText('take the photo when it is sharp').waitFor();
  await page.waitForTimeout(2_500);
  expect(service.uploads.length).toBe(before);
  await page.getByRole('button', { name: 'Take the photo' }).click();
  await expect.poll(() => service.uploads.length, { timeout: 20_000 }).toBe(before + 1);
});

test.each([
  ['there is none any more', undefined, true, 'No camera was found.'],
  ['it is denied', desk, false, 'The camera may not be used on this page.'],
])('offers to choose a photo instead where %s, and Escape leads back', async (_case, scene, granted, words) => {
  const page = await openWith(scene, granted);
  await page.getByRole('dialog').getByText(words).waitFor();
  await page
    .getByRole('dialog')
    .getByLabel(/^Choose a photo/)
    .waitFor();
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const back = await page.evaluate(() => document.querySelector('scan-fill')?.shadowRoot?.activeElement?.textContent);
  expect(back).toContain('Take a photo');
});

test('where the browser knows of no camera, none is offered', async () => {
  const page = await openPage(undefined);
  await page.goto(`${site.url}/plain/element.html`);
  await page.getByLabel(/^Choose a photo/).waitFor();
  await page.getByRole('button', { name: /^Take a photo/ }).waitFor({ state: 'detached' });
});
