import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { boxed, codedOf } from '../pictures/boxes.ts';
import { exif, extendedWebp, tiff, withSegments } from '../pictures/bytes.ts';
import { drawn, hole, quarters, seen } from '../pictures/drawn.ts';
import { pdfOf } from '../pictures/pdf.ts';
import { createScanService, type ScanService } from '../widget/scan-service.ts';
import { buildPages, type Pages, type Site, serveSite } from '../widget/site.ts';
import { frontFields, specimenPath } from '../widget/specimen.ts';
import { type OldBrowser, type OldPage, openOldChromium } from './old-chromium.ts';

const engines = Object.entries<string>(JSON.parse(process.env.OLD_CHROMIUMS ?? '{}'));
const screenshots = process.env.OLD_SCREENSHOTS ?? tmpdir();
const builds = [
  ['React', '/host.html?strict', '.scanfill'],
  ['element in a bundle', '/bundled-element.html', 'scan-fill >>> .scanfill'],
  ['file for a script tag', '/plain/element.html', 'scan-fill >>> .scanfill'],
] as const;
const phoneHeic = fileURLToPath(new URL('../pictures/files/phone.heic', import.meta.url));
const sent = new Map<string, Buffer>();
let pages: Pages;
let site: Site;
let service: ScanService;
let folder: string;
let pictures: Readonly<Record<string, Buffer>>;

beforeAll(async () => {
  [pages, folder, pictures] = await Promise.all([
    buildPages(['host.html', 'bundled-element.html', 'core.html', 'prepare.html']),
    mkdtemp(join(tmpdir(), 'scanfill-oldest-')),
    makePictures(),
  ]);
  const lying = await sharp(specimenPath).rotate(270).avif({ quality: 60, effort: 2 }).toBuffer();
  await writeFile(join(folder, 'card.avif'), boxed({ brand: 'avif', tiles: [codedOf(lying)], turns: 3 }));
  const { data: jpeg, info } = await sharp(specimenPath).jpeg().toBuffer({ resolveWithObject: true });
  await writeFile(join(folder, 'scan.pdf'), pdfOf([{ jpeg, width: info.width, height: info.height }]));
  await writeFile(join(folder, 'photo.heic'), Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'));
  site = await serveSite(pages.directory, async (request, response) => {
    const [, name = ''] = /^\/pictures\/(\S+)$/.exec(request.url ?? '') ?? [];
    if (!name) return await service.handler(request, response);
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    if (request.method === 'POST') sent.set(name, Buffer.concat(pieces));
    response.writeHead(200).end(request.method === 'GET' ? pictures[name] : '');
    return true;
  });
});
afterAll(async () => {
  await site?.stop();
  await pages?.remove();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function makePictures(): Promise<Record<string, Buffer>> {
  const lying = drawn(6, { width: 400, height: 500 });
  return {
    'lying.jpg': withSegments(await lying.clone().jpeg().toBuffer(), exif([{ value: 6 }])),
    'large-lying.jpg': withSegments(
      await lying.clone().resize(5_000, 4_000, { kernel: 'nearest' }).jpeg().toBuffer(),
      exif([{ value: 6 }]),
    ),
    'progressive-lying.jpg': withSegments(
      await lying.clone().jpeg({ progressive: true }).toBuffer(),
      exif([{ value: 6 }]),
    ),
    'hole.png': await drawn(1, undefined, hole).png().toBuffer(),
    'opaque.png': await drawn(1, undefined, () => 255)
      .png()
      .toBuffer(),
    'lying.webp': extendedWebp(await drawn(6).webp({ quality: 95 }).toBuffer(), { width: 240, height: 320 }, 8, [
      'EXIF',
      tiff([{ value: 6 }]),
    ]),
  };
}

describe.each(engines)('Chromium %s', (major, path) => {
  let browser: OldBrowser;
  let page: OldPage | undefined;

  beforeAll(async () => {
    browser = await openOldChromium(path);
  });
  afterAll(async () => {
    await browser?.close();
  });
  beforeEach(() => {
    service = createScanService();
    service.answer('id-card-front', frontFields);
  });
  afterEach(async () => {
    await page?.close();
    page = undefined;
  });

  const open = async (address: string): Promise<OldPage> => {
    page = await browser.open(site.url + address);
    return page;
  };
  const number = (from: OldPage) =>
    from.run(() => document.querySelector<HTMLInputElement>('input[name=number]')?.value ?? '');

  test('it is as old as it says', async () => {
    const from = await open('/core.html');
    expect(await from.run(() => navigator.userAgent)).toContain(`Chrome/${major}.`);
  });

  test.each(builds)(
    '%s: a wrong file is refused, a card read, shown and filled, edited and undone',
    async (build, address, root) => {
      const from = await open(address);
      const input = `${root} >>> input[type=file]`;
      await from.choose(input, join(folder, 'photo.heic'));
      await expect
        .poll(() => from.run((find, root) => find(root).textContent, root), { timeout: 15_000 })
        .toContain('HEIC');
      await from.choose(input, specimenPath);
      await expect.poll(() => number(from), { timeout: 20_000 }).toBe(frontFields.number);
      expect(service.uploads).toHaveLength(1);

      await from.waitFor(`${root} >>> .sf-review`);
      const look = await from.run((find, root) => {
        const canvas = find(`${root} >>> canvas`) as unknown as HTMLCanvasElement;
        const legend = find(`${root} >>> .sf-review > legend`).getBoundingClientRect();
        const box = find(`${root} >>> .sf-review`).getBoundingClientRect();
        const { data } = canvas.getContext('2d')?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1) ?? {
          data: [],
        };
        return {
          inside: legend.top - box.top,
          width: canvas.width,
          alpha: data[3],
          shown: canvas.getBoundingClientRect().height,
        };
      }, root);
      expect(look.inside).toBeGreaterThanOrEqual(12);
      expect(look).toMatchObject({ alpha: 255 });
      expect(look.width).toBeGreaterThan(300);
      expect(look.shown).toBeGreaterThan(60);
      await writeFile(join(screenshots, `${major} ${build}.png`), await from.screenshot());

      // It is offered once the form has settled.
      const undo = () =>
        from.run((find, root) => {
          const all = [...find(root).querySelectorAll('button')];
          const button = all.find(({ textContent }) => textContent === 'Undo filling');
          button?.click();
          return button !== undefined;
        }, root);
      await expect.poll(undo, { timeout: 10_000 }).toBe(true);
      await expect.poll(() => number(from)).toBe('');
      expect(from.errors).toEqual([]);
    },
  );

  test.each([
    ['an AVIF on its side', '/host.html', 'card.avif'],
    ["an iPhone's HEIC", '/host.html?parts=plain', phoneHeic],
  ])('%s is read', async (_what, address, file) => {
    const from = await open(address);
    await from.choose('.scanfill >>> input[type=file]', resolve(folder, file));
    await expect.poll(() => number(from), { timeout: 40_000 }).toBe(frontFields.number);
    expect(from.errors).toEqual([]);
  });

  test('a PDF is refused in words, since pdf.js runs in none of these, and nothing of it is loaded', async () => {
    const from = await open('/host.html?parts=pdf');
    await from.choose('.scanfill >>> input[type=file]', join(folder, 'scan.pdf'));
    await expect
      .poll(() => from.run((find) => find('.scanfill').textContent), { timeout: 15_000 })
      .toContain('This is a PDF. Please take a photo or a screenshot');
    expect(
      await from.run(
        () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/parts/pdf/')).length,
      ),
    ).toBe(0);
    expect(service.uploads).toEqual([]);
  });

  test('without a view a form is filled', async () => {
    const from = await open('/core.html');
    await from.choose('input[type=file]', specimenPath);
    await expect.poll(() => number(from), { timeout: 20_000 }).toBe(frontFields.number);
    expect(from.errors).toEqual([]);
  });

  test.each(['lying.jpg', 'large-lying.jpg', 'progressive-lying.jpg', 'hole.png', 'opaque.png', 'lying.webp'])(
    '%s goes out upright, in its colours, without metadata',
    async (name) => {
      const from = await open('/prepare.html');
      const told = await from.run(async (_find, name) => {
        const page = globalThis as unknown as { prepareFrom?(url: string): Promise<{ code?: string }> };
        while (!page.prepareFrom) await new Promise((resolve) => setTimeout(resolve, 20));
        return await page.prepareFrom(`/pictures/${name}`);
      }, name);
      expect(told.code).toBe(undefined);
      const file = sent.get(name);
      if (!file) throw new Error('nothing was sent');
      const shown = await seen(file);
      for (const [place, colour] of quarters.entries())
        for (const [channel, value] of colour.entries())
          expect(Math.abs(value - (shown.quarters[place]?.[channel] ?? -999)), JSON.stringify(shown)).toBeLessThan(20);
      const { exif: kept, width = 0, height = 0 } = await sharp(file).metadata();
      expect(kept).toBe(undefined);
      expect(Math.max(width, height)).toBeLessThanOrEqual(4_096);
      if (name === 'hole.png') expect(Math.min(...shown.middle)).toBeGreaterThan(250);
    },
  );
});
