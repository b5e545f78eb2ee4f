import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { boxed, codedOf } from '../pictures/boxes.ts';
import { drawn, hole, quarters, seen } from '../pictures/drawn.ts';
import { pdfOf } from '../pictures/pdf.ts';
import { phoneHeic as heic, wideHeic } from '../pictures/phone-heic.ts';
import { createScanService, type ScanService } from '../widget/scan-service.ts';
import { buildPages, type Pages, type Site, serveSite, strictPolicy } from '../widget/site.ts';
import { frontFields, specimenPath } from '../widget/specimen.ts';
import { openChromium } from './driver/chromium.ts';
import type { RemoteBrowser, RemotePage } from './driver/remote.ts';
import { engines, inFull } from './engines.ts';
import { valueIn } from './pages.ts';
import { type WatchedSite, watchSite } from './watched-site.ts';

/** The ways a picture lies, as EXIF numbers them, by the properties that say so in these files. */
const ways = [
  [1, {}],
  [2, { mirror: 1 }],
  [3, { turns: 2 }],
  [4, { mirror: 0 }],
  [4, { turns: 2, mirror: 1 }],
  [5, { turns: 3, mirror: 1 }],
  [6, { turns: 3 }],
  [7, { turns: 1, mirror: 1 }],
  [8, { turns: 1 }],
] as const;

/** A green note over a whole page, as a viewer lays it there. */
const green = '0.2 0.8 0.2 rg 0 0 595 842 re f';
const cover = [
  '<< /Type /Annot /Subtype /Square /Rect [0 0 595 842] /F 4 /AP << /N 1001 0 R >> >>',
  `<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length ${green.length} >>\nstream\n${green}\nendstream`,
];
const covered = (pdf: Buffer): Buffer =>
  Buffer.from(pdf.toString('latin1').replace('/Contents 11 0 R', '/Annots [1000 0 R] /Contents 11 0 R'), 'latin1');

let folder: string;
let pages: Pages;
let bare: Site;
let service: ScanService;
/** What the worker of the HEIC part is served with, where that is not the strictest policy. */
let workerPolicy: string | undefined;
const served = new Map<string, Buffer>();
const posted = new Map<string, Buffer>();

beforeAll(async () => {
  pages = await buildPages(['host.html', 'prepare.html']);
  folder = await mkdtemp(join(tmpdir(), 'scanfill-foreign-'));
  const { width = 0, height = 0 } = await sharp(specimenPath).metadata();
  const lying = await sharp(specimenPath).rotate(270).avif({ quality: 60, effort: 2 }).toBuffer();
  const blank = await sharp({ create: { width, height, channels: 3, background: '#ddd' } })
    .jpeg()
    .toBuffer();
  const front = await sharp(specimenPath).jpeg({ quality: 90 }).toBuffer();
  const scans = [blank, front].map((jpeg) => ({ jpeg, width, height }));
  await Promise.all([
    writeFile(join(folder, 'card.avif'), boxed({ brand: 'avif', tiles: [codedOf(lying)], turns: 3 })),
    writeFile(join(folder, 'scan.pdf'), pdfOf(scans)),
    writeFile(join(folder, 'covered.pdf'), covered(pdfOf(scans.slice(1), { objects: cover }))),
    writeFile(join(folder, 'locked.pdf'), pdfOf(scans, { locked: true })),
  ]);
  for (const [index, [orientation, properties]] of ways.entries()) {
    const coded = codedOf(
      await drawn(orientation).avif({ quality: 90, effort: 2, chromaSubsampling: '4:4:4' }).toBuffer(),
    );
    served.set(`/kinds/${index}`, boxed({ brand: 'avif', tiles: [coded], ...properties }));
  }
  served.set('/kinds/wide.heic', await readFile(wideHeic));
  const wide = drawn().withIccProfile('p3').avif({ quality: 90, effort: 2, chromaSubsampling: '4:4:4' });
  served.set('/kinds/wide.avif', await wide.toBuffer());
  served.set('/kinds/hole', await drawn(1, undefined, hole).avif({ quality: 90, effort: 2 }).toBuffer());
  bare = await serveSite(pages.directory, giveAndTake, (path) =>
    path.endsWith('heic/worker.js') ? (workerPolicy ?? strictPolicy) : strictPolicy,
  );
}, 60_000);
afterAll(async () => {
  await bare?.stop();
  await pages?.remove();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function giveAndTake(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const url = request.url ?? '';
  const kind = served.get(url);
  if (!kind) return await service.handler(request, response);
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  if (request.method === 'POST') posted.set(url, Buffer.concat(pieces));
  response.writeHead(200).end(request.method === 'GET' ? kind : '');
  return true;
}

/** All of them by `pnpm test:engines`: three engines and their decoders take two minutes. */
const tried = [['Chromium', () => openChromium()] as const, ...(inFull ? engines : [])];

describe.each(tried)('%s', (name, open) => {
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
    workerPolicy = undefined;
    service = createScanService();
    service.answer('id-card-front', frontFields);
    site = await watchSite(bare.url);
  });
  afterEach(async () => {
    await page?.close();
    await site?.stop();
  });

  const react = '.scanfill input[type=file]';
  const element = 'scan-fill >>> input[type=file]';
  const done = () =>
    expect.poll(() => valueIn(page, 'input[name=number]'), { timeout: 30_000 }).toBe(frontFields.number);
  const words = (root: string) => page.run((find, root) => find(root).textContent, root);

  /** What was sent is the specimen: a JPEG that needs nothing more to be upright, without metadata. */
  async function expectSpecimen(width = 1_092, height = 689): Promise<void> {
    const [photo, ...others] = site.photos;
    expect(others).toEqual([]);
    expect(photo?.type).toBe('image/jpeg');
    const sent = await sharp(photo?.bytes).metadata();
    expect(sent).toMatchObject({ format: 'jpeg', width, height });
    expect([sent.exif, sent.xmp, sent.iptc, sent.orientation]).toEqual([undefined, undefined, undefined, undefined]);
  }

  /** How far the picture is from the specimen, of 255. */
  async function distance(bytes: Buffer | undefined): Promise<number> {
    const raw = (image: Sharp) => image.resize(364, 230, { fit: 'fill' }).greyscale().raw().toBuffer();
    const [sent, specimen] = await Promise.all([raw(sharp(bytes)), raw(sharp(specimenPath))]);
    return sent.reduce((sum, value, at) => sum + Math.abs(value - (specimen[at] ?? 0)), 0) / sent.length;
  }

  test.each([
    ['React', '/host.html', react],
    ['file for a script tag', '/plain/element.html', element],
  ])('the %s takes an AVIF on its side, under the strictest policy', async (_build, path, input) => {
    page = await browser.open(site.url + path);
    await page.choose(input, join(folder, 'card.avif'));
    await done();
    await expectSpecimen();
    expect(await distance(site.photos[0]?.bytes)).toBeLessThan(4);
    expect(site.complaints).toEqual([]);
  });

  /** What a page's `openImage` makes of a kind. */
  async function opened(url: string): Promise<{ readonly told: object; readonly file: Buffer }> {
    posted.delete(url);
    const told = await page.run(
      (_find, url) => (globalThis as unknown as { openFrom(url: string): Promise<object> }).openFrom(url),
      url,
    );
    const file = posted.get(url);
    if (!file) throw new Error(`nothing was made of it: ${JSON.stringify(told)}`);
    return { told, file };
  }

  async function openPreparing(search = ''): Promise<void> {
    page = await browser.open(`${site.url}/prepare.html${search}`);
    await page.run(async () => {
      while (!('openFrom' in globalThis)) await new Promise((resolve) => setTimeout(resolve, 20));
    });
  }

  test('what is transparent lies on white', async () => {
    await openPreparing();
    const { file } = await opened('/kinds/hole');
    expect(await sharp(file).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 240 });
    expect(Math.min(...(await seen(file)).middle)).toBeGreaterThan(250);
  });

  test("a HEIC in a phone's wide colours has the colours it was taken with, as the engine's own AVIF has", async () => {
    await openPreparing('?plain');
    const [part, engine] = await Promise.all(
      ['/kinds/wide.heic', '/kinds/wide.avif'].map(async (url) => (await seen((await opened(url)).file)).quarters),
    );
    for (const [corner, colour] of quarters.entries())
      for (const [channel, value] of colour.entries()) {
        const [ours = 0, theirs = 0] = [part?.[corner]?.[channel], engine?.[corner]?.[channel]];
        expect(Math.abs(ours - value), `${corner}, ${channel}`).toBeLessThan(8);
        // WebKitGTK leaves an AVIF's profile alone, as a WEBP's: its own is up to 20 levels paler.
        if (name !== 'WebKit') expect(Math.abs(ours - theirs), `${corner}, ${channel}`).toBeLessThan(8);
      }
  });

  test('an AVIF is upright however its properties lay it', async () => {
    await openPreparing();
    for (const [index, [orientation]] of ways.entries()) {
      const { told, file } = await opened(`/kinds/${index}`);
      expect(told, `${orientation}`).toMatchObject({
        ok: true,
        name: 'picture.jpg',
        image: { width: 320, height: 240 },
      });
      const colours = (await seen(file)).quarters;
      for (const [corner, colour] of colours.entries())
        for (const [channel, value] of colour.entries())
          expect(Math.abs(value - (quarters[corner]?.[channel] ?? 0)), `${orientation}, ${corner}`).toBeLessThan(16);
    }
  }, 60_000);

  test('a HEIC is refused without the part, with what to do on a computer', async () => {
    page = await browser.open(`${site.url}/host.html`);
    await page.choose(react, heic);
    await expect.poll(() => words('.sf-panel')).toContain('save it as JPEG');
    expect(await words('.sf-panel')).toContain('This is a HEIC photo');
    expect(service.uploads).toEqual([]);
    expect(site.complaints).toEqual([]);
  });

  test("an iPhone's HEIC is read by the part without WebAssembly, under the strictest policy", async () => {
    page = await browser.open(`${site.url}/host.html?parts=plain`);
    await page.choose(react, heic);
    await done();
    await expectSpecimen();
    expect(await distance(site.photos[0]?.bytes)).toBeLessThan(4);
    expect(site.complaints).toEqual([]);
  });

  test('the part with WebAssembly works where its worker may, and is not tried where it may not', async () => {
    page = await browser.open(`${site.url}/plain/parts.html`);
    await page.choose(element, heic);
    await expect.poll(() => words('scan-fill >>> .sf-panel')).toContain('This is a HEIC photo');
    expect(site.complaints).toHaveLength(1);
    expect(site.complaints[0]).toMatch(/^console .*wasm-unsafe-eval/);
    expect(site.requests.filter((request) => request.includes('libheif'))).toEqual([]);
    await page.close();

    workerPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
    page = await browser.open(`${site.url}/plain/parts.html`);
    await page.choose(element, heic);
    await done();
    await expectSpecimen();
    expect(site.complaints).toHaveLength(1);
  });

  test.each([
    ['React', '/host.html?parts=pdf', react, '.scanfill'],
    ['file for a script tag', '/plain/parts.html', element, 'scan-fill >>> .scanfill'],
  ])('the %s asks which page of a scanned PDF, and sends that', async (_build, path, input, root) => {
    page = await browser.open(site.url + path);
    await page.choose(input, join(folder, 'scan.pdf'));
    const second = `${root === '.scanfill' ? '' : 'scan-fill >>> '}.sf-page-list li:nth-child(2) button`;
    await page.waitFor(second);
    expect(await words(root)).toContain('Which page shows the card?');
    // Both are drawn small.
    await expect
      .poll(() => page.run((find, second) => find<HTMLCanvasElement>(`${second} canvas`).height, second), {
        timeout: 20_000,
      })
      .toBe(240);
    await page.run((find, second) => find(second).click(), second);
    await done();
    await expectSpecimen(2_479, 3_508);
    const card = { left: 167, top: 167, width: 2_146, height: 1_354 };
    expect(await distance(await sharp(site.photos[0]?.bytes).extract(card).toBuffer())).toBeLessThan(8);
    expect(site.complaints).toEqual([]);
  });

  test('what a person covered in a PDF stays covered', async () => {
    page = await browser.open(`${site.url}/host.html?parts=pdf`);
    await page.choose(react, join(folder, 'covered.pdf'));
    await done();
    const { dominant } = await sharp(site.photos[0]?.bytes).stats();
    expect(dominant.g - dominant.r).toBeGreaterThan(100);
    expect(site.complaints).toEqual([]);
  });

  test('a PDF with a password is refused in words, and one without the part', async () => {
    page = await browser.open(`${site.url}/host.html?parts=pdf`);
    await page.choose(react, join(folder, 'locked.pdf'));
    await expect.poll(() => words('.sf-panel'), { timeout: 15_000 }).toContain('This PDF asks for a password.');
    await page.goto(`${site.url}/host.html`);
    await page.choose(react, join(folder, 'scan.pdf'));
    await expect.poll(() => words('.sf-panel')).toContain('This is a PDF.');
    expect(service.uploads).toEqual([]);
    expect(site.complaints).toEqual([]);
  });
});
