import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { blackPng, gif, heic } from '../e2e/bad-files.ts';
import { type RunningDemo, startDemo } from '../e2e/demo.ts';
import { scanOf } from '../pictures/pdf.ts';
import { phoneHeic } from '../pictures/phone-heic.ts';
import { keys, type RemoteBrowser, type RemotePage } from './driver/remote.ts';
import { engines, inFull } from './engines.ts';
import { drop, pasteFile, valueIn } from './pages.ts';
import { type WatchedSite, watchSite } from './watched-site.ts';

const specimens = fileURLToPath(new URL('../../demo/public/specimens/', import.meta.url));
const phone = { width: 390, height: 844 };
let demo: RunningDemo;
let folder: string;

beforeAll(async () => {
  [demo, folder] = await Promise.all([startDemo(), mkdtemp(join(tmpdir(), 'scanfill-photos-'))]);
});
afterAll(async () => {
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function fileOf(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** A specimen as a phone held upright stores it: lying, with the turn and the place in its EXIF. */
async function lyingPhoto(name: string): Promise<string> {
  const bytes = await sharp(join(specimens, name))
    .rotate(270)
    .withExif({ IFD0: { Make: 'FICTIONALCAM' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 14/1 22/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 92 })
    .toBuffer();
  return await fileOf(`lying-${name}`, bytes);
}

// What is mostly the page's own doing is tried in one of them by the suite, in all by `pnpm test:engines`.
describe.each(engines)('the demo in %s', (name, open) => {
  let browser: RemoteBrowser;
  let site: WatchedSite;
  let page: RemotePage;

  beforeAll(async () => {
    browser = await open();
  });
  afterAll(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    site = await watchSite(demo.url);
  });
  afterEach(async () => {
    await page?.close();
    await site?.stop();
  });

  const slot = (card: string) => `[data-card="${card}"]`;
  const filled = (selector: string) => expect.poll(() => valueIn(page, selector), { timeout: 30_000 }).not.toBe('');

  test('both sides of an ID card complete the sign-up form on a phone', async () => {
    page = await browser.open(site.url, phone);
    await page.choose(`${slot('id-card-front')} input[type=file]`, await lyingPhoto('id-card-front-1.jpg'));
    await filled('[name=number]');
    await page.click(`.specimen:has(img[src*="id-card-back-1"])`);
    await filled('[name=endDate]');
    expect(await valueIn(page, '[name=sex]:checked')).not.toBe('');
    const [photo] = site.photos;
    expect(photo?.type).toBe('image/jpeg');
    expect(photo?.bytes.includes('Exif') || photo?.bytes.includes('FICTIONALCAM')).toBe(false);
    const { width = 0, height = 0, orientation } = await sharp(photo?.bytes).metadata();
    expect({ lies: width > height, orientation }).toEqual({ lies: true, orientation: undefined });
    expect(site.complaints).toEqual([]);
  });

  if (inFull && name === 'Firefox') {
    // WebKit's decoders take half a minute: the parts themselves are tried in it too.
    test('a HEIC on one side and a page of a scan on the other fill the form', async () => {
      page = await browser.open(site.url);
      await page.choose(`${slot('id-card-front')} input[type=file]`, phoneHeic);
      await filled('[name=number]');
      const scan = await scanOf(join(specimens, 'id-card-front-1.jpg'), join(specimens, 'id-card-back-1.jpg'));
      await page.choose(`${slot('id-card-back')} input[type=file]`, await fileOf('scan.pdf', scan));
      await page.click(`${slot('id-card-back')} .sf-page-list li:nth-child(2) button`);
      await filled('[name=endDate]');
      expect(site.photos.map(({ type }) => type)).toEqual(['image/jpeg', 'image/jpeg']);
      expect(site.complaints).toEqual([]);
    });
  }

  test.each([
    ['the beginning of a HEIC', 'IMG_1.HEIC', heic, /damaged or incomplete/],
    ['the beginning of a PDF', 'letter.pdf', () => Buffer.from('%PDF-1.7\n%\xe2\xe3\n'), /damaged or incomplete/],
    ['a GIF over 64,000,000 px', 'big.gif', () => gif(8_001, 8_000), /This GIF has/],
    ['a bomb', 'bomb.png', () => blackPng(20_000, 20_000), /400 megapixels; the limit is 250/],
  ])('%s is refused in words, and nothing is sent', async (_title, name, make, words) => {
    page = await browser.open(site.url);
    await page.choose(`${slot('id-card-front')} input[type=file]`, await fileOf(name, make()));
    await expect
      .poll(() => page.run((find, at) => find(at).textContent, slot('id-card-front')), { timeout: 10_000 })
      .toMatch(words);
    expect(site.photos).toEqual([]);
    expect(site.complaints).toEqual([]);
  });

  if (inFull || name === 'Firefox') {
    test('a photo is taken from a drop and from the clipboard', async () => {
      page = await browser.open(site.url);
      await page.waitFor(`${slot('id-card-front')} .scanfill`);
      await drop(page, `${slot('id-card-front')} .sf-panel`, [], '/specimens/id-card-front-2.jpg');
      await filled('[name=number]');
      await pasteFile(page, `${slot('id-card-back')} input[type=file]`, '/specimens/id-card-back-2.jpg');
      await filled('[name=endDate]');
      expect(site.complaints).toEqual([]);
    });
  }

  if (inFull || name === 'WebKit') {
    test('the photo opens at full size on a phone, and a field of the page keeps its paste', async () => {
      page = await browser.open(site.url, phone);
      const front = slot('id-card-front');
      await page.choose(`${front} input[type=file]`, join(specimens, 'id-card-front-1.jpg'));
      await filled('[name=number]');
      await pasteFile(page, '[name=number]', '/specimens/id-card-back-2.jpg');
      expect(await page.run((find, at) => find(at).dataset.phase, `${slot('id-card-back')} .scanfill`)).toBe('idle');
      expect(site.photos).toHaveLength(1);

      // While things still move, WebKit's press may fall beside: it is given again where nothing has opened.
      await page.waitFor(`${front} .sf-filled`);
      const opened = async () => {
        const isOpen = await page.run(() => document.querySelector('.sf-close-look canvas') !== null);
        if (!isOpen) await page.click(`${front} .sf-look`);
        return isOpen;
      };
      await expect.poll(opened, { interval: 500 }).toBe(true);
      const { width } = await sharp(join(specimens, 'id-card-front-1.jpg')).metadata();
      const photo = `${front} .sf-close-look canvas`;
      await expect.poll(() => page.run((find, at) => find<HTMLCanvasElement>(at).width, photo)).toBe(width);
      const percent = () => page.run((find, at) => find(at).textContent, `${front} .sf-close-look output`);
      for (const zoomed of ['150 %', '225 %']) {
        await page.press('+');
        await expect.poll(percent).toBe(zoomed);
      }
      await page.press(keys.escape);
      await expect.poll(() => page.run(() => document.activeElement?.className)).toBe('sf-look');
      expect(site.complaints).toEqual([]);
    });
  }

  if (inFull || name === 'Firefox') {
    test('a specimen can be dragged, and dropped on the side it belongs to', async () => {
      page = await browser.open(site.url, { width: 1280, height: 1300 });
      const specimen = '.specimen img[src*="id-card-front-1"]';
      await page.waitFor(specimen);
      await page.run(() => {
        addEventListener('dragstart', ({ dataTransfer }) => {
          const dragged = dataTransfer?.types.map((type) => [type, dataTransfer.getData(type)]) ?? [];
          document.documentElement.dataset.dragged = JSON.stringify(dragged);
        });
      });
      await page.drag(specimen, `${slot('id-card-front')} .sf-panel`);
      const dragged = () => page.run(() => JSON.parse(document.documentElement.dataset.dragged ?? '[]'));
      await expect.poll(dragged).toContainEqual(['application/x-scanfill-specimen', 'id-card-front-1.jpg']);
      // The display takes a drag over from the browser, and nobody's hand is there to let go.
      await drop(page, `${slot('id-card-front')} .sf-panel`, await dragged());
      await filled('[name=number]');
      expect(site.complaints).toEqual([]);
    });
  }

  test('plain HTML: the element fills the form it stands in and takes part in it', async () => {
    page = await browser.open(`${site.url}/partner.html`, phone);
    await page.choose('scan-fill >>> input[type=file]', join(specimens, 'driver-license-front-2.jpg'));
    await filled('[name=number]');
    await expect.poll(() => page.run((find) => find<HTMLInputElement>('scan-fill').checkValidity())).toBe(true);
    await page.click('button[type=submit]');
    expect(await page.run((find) => find('output pre').textContent)).toContain('"card": "driver-license-front"');
    expect(site.complaints).toEqual([]);
  });

  test('a frame of another origin reads a passport, and the page around it gets the fields', async () => {
    page = await browser.open(`${site.url}/iframe.html`, phone);
    await page.waitFor('iframe');
    const frame = await page.frame('iframe');
    await frame.choose('scan-fill >>> input[type=file]', join(specimens, 'passport-2.jpg'));
    await filled('[name=personId]');
    expect(site.complaints).toEqual([]);
  });

  test('language and theme are picked and kept, and the upload follows', async () => {
    page = await browser.open(site.url);
    await page.click('demo-bar >>> .header-tools button:first-of-type');
    await expect.poll(() => page.run((find) => find('.scanfill').lang)).toBe('zh-CN');
    const look = () => page.run((find) => ({ lang: find('html').lang, theme: find('.scanfill').dataset.theme }));
    for (const theme of ['light', 'dark']) {
      await page.click('demo-bar >>> .header-tools button:last-of-type');
      await expect.poll(look).toEqual({ lang: 'zh-CN', theme });
    }
    await page.goto(`${site.url}/cards`);
    await page.waitFor('.scanfill');
    await expect.poll(look).toEqual({ lang: 'zh-CN', theme: 'dark' });
    expect(site.complaints).toEqual([]);
  });

  test.each(['/', '/cards#passport', '/partner.html', '/iframe.html'])(
    '%s is no wider than its window',
    async (path) => {
      page = await browser.open(site.url + path, phone);
      await page.waitFor('h1');
      expect(await page.run(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    },
  );
});
