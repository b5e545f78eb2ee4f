import type { IncomingMessage, ServerResponse } from 'node:http';
import { createInspector, type Inspection } from '@scanfill/proxy/contract';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exif, withSegments } from '../pictures/bytes.ts';
import { drawn, quarters, seen } from '../pictures/drawn.ts';
import { type Kind, makeKinds } from '../pictures/kinds.ts';
import { buildPages, type Pages, type Site, serveSite } from '../widget/site.ts';
import { openChromium } from './driver/chromium.ts';
import { openFirefox } from './driver/firefox.ts';
import type { RemoteBrowser, RemotePage } from './driver/remote.ts';
import { engines, inFull } from './engines.ts';

/** What the page tells of one picture. */
type Told = {
  readonly sent?: {
    readonly width: number;
    readonly height: number;
    readonly notes: readonly string[];
    readonly type: string;
  };
  readonly code?: string;
  readonly judged: Inspection;
  readonly judgedSent?: Inspection;
};

/** A 20 megapixel photo on its side: too large to be sent as it is, but the service takes it. */
const large: Kind = {
  name: 'a large JPEG on its side',
  bytes: withSegments(
    await drawn(6, { width: 400, height: 500 }).resize(5_000, 4_000, { kernel: 'nearest' }).jpeg().toBuffer(),
    exif([{ value: 6 }]),
  ),
  becomes: 'sent',
  notes: ['turned', 'shrunk'],
};
const kinds = [...(await makeKinds()), large];
const sentFiles = new Map<string, Buffer>();
let pages: Pages;
let site: Site;

beforeAll(async () => {
  pages = await buildPages(['prepare.html']);
  site = await serveSite(pages.directory, giveAndTake);
});
afterAll(async () => {
  await site?.stop();
  await pages?.remove();
});

/** Gives the kinds by number and takes what was made of them. */
async function giveAndTake(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const [, index] = /^\/kinds\/(\d+)$/.exec(request.url ?? '') ?? [];
  if (index === undefined) return false;
  const chunks: Buffer[] = [];
  for await (const piece of request) chunks.push(piece);
  if (request.method === 'POST') sentFiles.set(index, Buffer.concat(chunks));
  response
    .writeHead(200, { 'Cache-Control': 'no-store' })
    .end(request.method === 'GET' ? kinds[Number(index)]?.bytes : '');
  return true;
}

async function openPage(browser: RemoteBrowser): Promise<RemotePage> {
  const page = await browser.open(`${site.url}/prepare.html`);
  await page.run(async () => {
    while (!('prepareFrom' in globalThis)) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  return page;
}

async function prepareIn(page: RemotePage, index: number): Promise<Told> {
  sentFiles.delete(String(index));
  return await page.run(
    (_find, path) => (globalThis as unknown as { prepareFrom(url: string): Promise<Told> }).prepareFrom(path),
    `/kinds/${index}`,
  );
}

/** The verdict of the proxy on a file that comes in pieces. */
function verdictOf(bytes: Buffer): Inspection {
  const inspector = createInspector();
  for (let at = 0; at < bytes.length; at += 4_093) inspector.push(bytes.subarray(at, at + 4_093));
  return inspector.end();
}

function near(colour: readonly number[] | undefined, wanted: readonly number[], tolerance: number): boolean {
  return wanted.every((value, channel) => Math.abs(value - (colour?.[channel] ?? -999)) <= tolerance);
}

/** The grey that is as light as a colour (ITU-R BT.601). */
function greyOf([red, green, blue]: (typeof quarters)[number]): readonly number[] {
  return new Array(3).fill(0.299 * red + 0.587 * green + 0.114 * blue);
}

describe.each([['Chromium', openChromium] as const, ...engines])('%s', (name, open) => {
  let browser: RemoteBrowser;
  let page: RemotePage;
  beforeAll(async () => {
    browser = await open();
    page = await openPage(browser);
  });
  afterAll(async () => {
    await page?.close();
    await browser?.close();
  });

  const tried = kinds.map((kind, index) => [kind.name, index] as const);
  // Each kind in Chromium and in one of the others.
  const turn = engines.findIndex(([engine]) => engine === name);
  const all = inFull || turn < 0;
  test.each(tried.filter(([, index]) => all || index % engines.length === turn))('%s', async (_kind, index) => {
    const kind = kinds[index];
    if (!kind) throw new Error('no such kind');
    const { becomes, notes, paper, grey, keepsAlpha = false, tolerance = 14 } = kind;
    const colours = grey ? quarters.map(greyOf) : quarters;
    const told = await prepareIn(page, index);
    expect(told.judged).toEqual(verdictOf(kind.bytes));
    if (becomes === 'part' && told.code === 'prepare-failed') return;
    if (becomes !== 'sent' && becomes !== 'part') return expect(told.code).toBe(becomes);

    expect(told.code).toBe(undefined);
    const sent = sentFiles.get(String(index));
    if (!sent || !told.sent) throw new Error('nothing was sent');
    expect(told.judgedSent).toEqual(verdictOf(sent));
    expect(told.judgedSent).toMatchObject({ ok: true, image: { orientation: 1 } });
    const { exif, xmp, iptc, comments, orientation, channels, hasAlpha, format, width, height } =
      await sharp(sent).metadata();
    expect({ exif, xmp, iptc, comments, orientation }).toEqual({});
    expect({ hasAlpha, width, height, type: `image/${format}` }).toEqual({
      hasAlpha: keepsAlpha,
      width: told.sent.width,
      height: told.sent.height,
      type: told.sent.type,
    });
    expect(channels).toBeLessThanOrEqual(hasAlpha ? 4 : 3);
    for (const word of ['FICTIONALCAM', '31.2304N', 'Exif']) expect(sent.includes(word)).toBe(false);
    if (notes) expect(told.sent.notes).toEqual(notes);
    else expect(told.sent.notes.length).toBeGreaterThan(0);

    const shown = await seen(sent);
    const right = shown.quarters.map((colour, place) => near(colour, colours[place] ?? [], tolerance));
    if (becomes === 'part')
      expect(right.slice(0, 2).every(Boolean) || right.slice(2).every(Boolean), JSON.stringify(shown)).toBe(true);
    else expect(right, JSON.stringify(shown)).toEqual([true, true, true, true]);
    if (paper) expect(near(shown.middle, [255, 255, 255], 3), JSON.stringify(shown.middle)).toBe(true);
  });
});

describe('Firefox that resists fingerprinting, whose canvases give noise', () => {
  let browser: RemoteBrowser;
  let page: RemotePage;
  beforeAll(async () => {
    browser = await openFirefox(false, { 'privacy.resistFingerprinting': true });
    page = await openPage(browser);
  });
  afterAll(async () => {
    await browser?.close();
  });
  const indexOf = (name: string): number => kinds.findIndex((kind) => kind.name === name);

  test('its canvases do', async () => {
    const colour = await page.run(() => {
      const context = new OffscreenCanvas(8, 8).getContext('2d');
      context?.fillRect(0, 0, 8, 8);
      return [...(context?.getImageData(0, 0, 8, 8).data ?? [])].filter((_, at) => at % 4 < 3);
    });
    expect(Math.max(...colour)).toBeGreaterThan(16);
  });

  test.each(['a JPEG of orientation 6', 'a PNG that says it is upright', 'a large JPEG on its side'])(
    '%s is sent with the pixels it has',
    async (name) => {
      const index = indexOf(name);
      expect(await prepareIn(page, index)).toMatchObject({
        sent: { notes: [name.includes('PNG') ? 'stripped' : 'turned'] },
      });
      const sent = sentFiles.get(String(index));
      if (!sent) throw new Error('nothing was sent');
      const shown = await seen(sent);
      expect(
        shown.quarters.map((colour, place) => near(colour, quarters[place] ?? [], 14)),
        JSON.stringify(shown),
      ).toEqual([true, true, true, true]);
      expect(sent.includes('FICTIONALCAM')).toBe(false);
    },
  );

  test.each(['a lossy WEBP of orientation 1', 'a BMP of 24 bits', 'a PNG with a hole', 'a GIF'])(
    '%s is refused rather than sent as noise, and no advice is given on noise',
    async (name) => {
      expect(await prepareIn(page, indexOf(name))).toMatchObject({ code: 'prepare-failed', hints: ['small'] });
    },
  );
});
