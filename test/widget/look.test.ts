import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { faults } from './faults.ts';
import { onSite } from './on-site.ts';
import { specimenPath } from './specimen.ts';

const place = onSite(['host.html']);
let page: Page;
let url: string;

beforeEach(async () => {
  ({ page, url } = await place());
});

const opener = () => page.getByRole('button', { name: /^Look closely/ });
const look = () => page.locator('.sf-close-look');
const percent = async () => Number.parseInt((await look().locator('output').textContent()) ?? '', 10);
/** Whether the look is among the dialogs that keep everything else from use. */
const isModal = () => look().evaluate((dialog) => dialog.matches(':modal'));
const hasFocus = (selector: string) =>
  page.evaluate((selector) => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.matches(selector) ?? false;
  }, selector);
/** The photo's place in the window. */
const box = () =>
  look()
    .locator('canvas')
    .evaluate((canvas) => {
      const { left, top, width, height } = canvas.getBoundingClientRect();
      return { left, top, width, height };
    });
/** Until it glides no more: has not moved for four frames. */
const still = () =>
  look()
    .locator('canvas')
    .evaluate(async (canvas) => {
      const where = () => JSON.stringify(canvas.getBoundingClientRect());
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      let [before, frames] = [where(), 0];
      while (frames < 4) {
        await frame();
        frames = where() === before ? frames + 1 : 0;
        before = where();
      }
    });

async function read(address: string, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size);
  await page.goto(`${url}/${address}`);
  await page.locator('input[type=file]').first().setInputFiles(specimenPath);
  await page.locator('.sf-review').waitFor();
}

async function openLook(): Promise<void> {
  await opener().click();
  await expect.poll(async () => (await box()).width).toBeGreaterThan(100);
}

const phone = { width: 360, height: 740 };

describe.each([
  ['the React build', 'host.html'],
  ['the element by a script tag', 'plain/element.html'],
])('%s', (_name, address) => {
  test('on a phone the photo takes the whole window, keeps the focus and gives it back', async () => {
    await read(address, phone);
    await openLook();
    expect(await isModal()).toBe(true);
    expect(await look().boundingBox()).toEqual({ x: 0, y: 0, ...phone });
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab');
      expect(
        (await page.evaluate(() => document.activeElement === document.body)) || (await hasFocus('.sf-close-look *')),
      ).toBe(true);
    }
    await page.keyboard.press('Escape');
    await look().waitFor({ state: 'detached' });
    expect(await hasFocus('.sf-look')).toBe(true);
    // Nothing is lost by looking.
    expect(await page.locator('.scanfill').getAttribute('data-phase')).toBe('done');
  });

  test('keys and buttons zoom and move it', async () => {
    await read(address, phone);
    await openLook();
    const first = await box();
    expect(await percent()).toBe(100);
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await still();
    expect(await percent()).toBe(225);
    const larger = await box();
    expect(larger.width).toBeCloseTo(first.width * 2.25, 0);
    await page.keyboard.press('ArrowRight');
    await still();
    expect((await box()).left).toBeCloseTo(larger.left - 80, 0);
    await page.keyboard.press('-');
    expect(await percent()).toBe(150);
    await page.keyboard.press('0');
    await still();
    expect(await box()).toEqual(first);
    await page.getByRole('button', { name: 'Zoom in' }).click();
    expect(await percent()).toBe(150);
    await page.getByRole('button', { name: 'Show the whole photo' }).click();
    expect(await percent()).toBe(100);
    await page.getByRole('button', { name: 'Zoom out' }).click();
    expect(await percent()).toBe(100);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await look().waitFor({ state: 'detached' });
    expect(await hasFocus('.sf-look')).toBe(true);
  });

  test('beside the fields where there is room, and they stay in use', async () => {
    await read(address, { width: 1900, height: 900 });
    await openLook();
    expect(await isModal()).toBe(false);
    const [photo, fields] = await Promise.all([look().boundingBox(), page.locator('.sf-review').boundingBox()]);
    if (!photo || !fields) throw new Error('Both have to be there.');
    expect(photo.x >= fields.x + fields.width || photo.x + photo.width <= fields.x).toBe(true);
    const name = page.locator('.sf-review').getByLabel('Name', { exact: true });
    await name.fill('林晓星');
    expect(await look().isVisible()).toBe(true);
    expect(await name.inputValue()).toBe('林晓星');
    await page.setViewportSize(phone);
    await expect.poll(isModal).toBe(true);
    await page.keyboard.press('Escape');
    await look().waitFor({ state: 'detached' });
    expect(await hasFocus('.sf-look')).toBe(true);
  });
});

test('a wheel and a double click come closer to what is under the pointer, a drag moves it', async () => {
  await read('host.html', phone);
  await openLook();
  const stage = await look().locator('.sf-look-stage').boundingBox();
  if (!stage) throw new Error('There is no stage.');
  const at = { x: stage.x + stage.width / 2 + 60, y: stage.y + stage.height / 2 + 20 };
  /** What of the photo lies under the pointer, as shares of it. */
  const under = async () => {
    await still();
    const { left, top, width, height } = await box();
    return [(at.x - left) / width, (at.y - top) / height] as const;
  };
  const before = await under();
  await page.mouse.move(at.x, at.y);
  await page.mouse.dblclick(at.x, at.y);
  await expect.poll(percent).toBe(300);
  expect((await under())[0]).toBeCloseTo(before[0], 2);
  await page.mouse.wheel(0, -200);
  await expect.poll(percent).toBeGreaterThan(400);
  expect((await under())[0]).toBeCloseTo(before[0], 2);
  await still();
  const still1 = await box();
  await page.mouse.down();
  await page.mouse.move(at.x - 40, at.y - 10, { steps: 4 });
  await page.mouse.up();
  await still();
  expect((await box()).left).toBeCloseTo(still1.left - 40, 0);
  await page.mouse.dblclick(at.x, at.y);
  await expect.poll(percent).toBe(100);
});

test('two fingers pinch it', async () => {
  await read('host.html', phone);
  await openLook();
  const client = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints:
        type === 'touchEnd'
          ? []
          : [
              { x: 180 - apart / 2, y: 300, id: 1 },
              { x: 180 + apart / 2, y: 300, id: 2 },
            ],
    });
  await touch('touchStart', 60);
  for (const apart of [80, 110, 150, 180]) await touch('touchMove', apart);
  await touch('touchEnd', 0);
  await expect.poll(percent).toBeGreaterThan(280);
  expect(await percent()).toBeLessThan(320);
});

test('every line can be read on a phone: a pixel of the photo becomes larger than one of the screen', async () => {
  await read('host.html', phone);
  await openLook();
  const { width = 0 } = await sharp(specimenPath).metadata();
  const canvas = await look()
    .locator('canvas')
    .evaluate((element) => (element as HTMLCanvasElement).width);
  // All pixels that are sent are there, not those of the small preview.
  expect(canvas).toBe(width);
  for (let presses = 0; presses < 10; presses++) await page.keyboard.press('+');
  await still();
  expect((await box()).width).toBeGreaterThan(2 * width);
});

test('nothing of the photo is kept when it is closed, and no address of it is made', async () => {
  await page.addInitScript(() => {
    const made: string[] = [];
    const sizes: HTMLCanvasElement[] = [];
    Object.assign(globalThis, { made, sizes });
    const create = URL.createObjectURL;
    URL.createObjectURL = (from) => {
      made.push(String(from));
      return create.call(URL, from);
    };
    const get = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function getContext(this: HTMLCanvasElement, ...given: never[]) {
      if (this.closest('.sf-close-look')) sizes.push(this);
      return get.apply(this, given as never);
    } as typeof get;
  });
  await read('host.html', phone);
  await openLook();
  await page.keyboard.press('Escape');
  await look().waitFor({ state: 'detached' });
  const kept = await page.evaluate(() => {
    const { made, sizes } = globalThis as unknown as { made: string[]; sizes: HTMLCanvasElement[] };
    return { made, canvases: sizes.length, pixels: sizes.reduce((sum, { width, height }) => sum + width * height, 0) };
  });
  expect(kept).toEqual({ made: [], canvases: 1, pixels: 0 });
});

test.each([
  ['light', phone],
  ['dark', { width: 1900, height: 900 }],
] as const)('axe finds nothing, and every control is 44 px high: %s', async (colorScheme, size) => {
  await page.emulateMedia({ colorScheme });
  await read('host.html', size);
  await openLook();
  expect(await faults(page)).toEqual([]);
  const heights = await look()
    .locator('button')
    .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect()));
  for (const { width, height } of heights) expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
});

test('with reduced motion it does not glide', async () => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await read('host.html', phone);
  await openLook();
  await page.keyboard.press('+');
  await expect.poll(percent).toBe(150);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

test('a photo that is taken away takes the look along', async () => {
  await read('host.html', { width: 1900, height: 900 });
  await openLook();
  await page.getByRole('button', { name: 'Remove' }).click();
  await look().waitFor({ state: 'detached' });
  await page.locator('[data-phase=idle]').waitFor();
});
