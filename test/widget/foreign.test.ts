import { readFile } from 'node:fs/promises';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { inFull } from '../browsers/engines.ts';
import { type HostileFile, hostileFiles, manyTiles, onPaper } from '../pictures/hostile.ts';
import { type PdfPage, packed, pdfOf } from '../pictures/pdf.ts';
import { phoneHeic as phoneHeicPath } from '../pictures/phone-heic.ts';
import { onSite } from './on-site.ts';
import type { ScanService } from './scan-service.ts';
import { strictPolicy } from './site.ts';
import { frontFields, specimenPath } from './specimen.ts';

const place = onSite(['host.html']);
const phoneHeic = await readFile(phoneHeicPath);
let front: PdfPage;
let hostile: readonly HostileFile[];
let service: ScanService;
let page: Page;
let url: string;
let refusals: string[];
let dialogs: number;

beforeAll(async () => {
  const { data: jpeg, info } = await sharp(specimenPath).jpeg().toBuffer({ resolveWithObject: true });
  front = { jpeg, width: info.width, height: info.height };
  hostile = await hostileFiles(front);
});
beforeEach(async () => {
  ({ page, service, url } = await place());
  refusals = [];
  dialogs = 0;
  page.on('console', (message) => message.type() === 'error' && refusals.push(message.text()));
  page.on('dialog', (dialog) => {
    dialogs++;
    void dialog.dismiss();
  });
});
afterEach(() => {
  expect(dialogs).toBe(0);
});

const input = () => page.locator('input[type=file]').first();
const panel = () => page.locator('.sf-panel');
const filled = () =>
  expect.poll(() => page.locator('form input[name=number]').inputValue(), { timeout: 40_000 }).toBe(frontFields.number);
const choose = (name: string, buffer: Buffer) =>
  input().setInputFiles({ name, mimeType: name.endsWith('pdf') ? 'application/pdf' : 'image/heic', buffer });

async function open(parts = 'plain pdf'): Promise<void> {
  await page.goto(`${url}/host.html?parts=${encodeURIComponent(parts)}`);
  await input().waitFor();
}

/** The file is refused in these words, and nothing of the part goes on. */
async function refused(words: RegExp, ms = 15_000, what = ''): Promise<void> {
  await expect.poll(() => panel().textContent(), { timeout: ms, message: what }).toMatch(words);
  expect(await panel().textContent(), what).toContain('This file cannot be used');
  await ended();
  expect(service.uploads).toEqual([]);
}

/** A worker in the midst of its work ends when its engine comes to that: seconds, and more on a busy machine. */
async function ended(): Promise<void> {
  await expect.poll(() => page.workers().length, { timeout: 60_000 }).toBe(0);
}

test.each(['HEIC or AVIF', 'PDF'])(
  'every hostile %s is refused in words, and the next file is read',
  async (formats) => {
    for (const { what, name, bytes, words } of hostile.filter(({ what }) =>
      formats.includes(what.split(' ')[0] ?? what),
    )) {
      await open();
      await choose(name, bytes);
      await refused(words, 30_000, what);
    }
    await choose('phone.heic', phoneHeic);
    await filled();
    await ended();
  },
  90_000,
);

/** Answers nothing, and goes on: a decoder that has lost its way, without its heat. */
const silentWorker = 'onmessage = () => {};';

test.each([
  ['a HEIC whose decoder never answers', 'a.heic', () => phoneHeic, silentWorker, 61_000],
  ['a PDF whose decoder never answers', 'a.pdf', () => pdfOf([front]), silentWorker, 46_000],
  ['a HEIC of a thousand large tiles', 'a.heic', () => manyTiles, undefined, 61_000],
])('%s is left after its seconds', async (_what, name, make, worker, ms) => {
  if (worker !== undefined)
    await page.route(/parts\/\w+\/worker\.js/, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: worker }),
    );
  await page.clock.install();
  await open();
  await choose(name, make());
  await expect.poll(() => page.workers().length).toBe(1);
  expect(await panel().textContent()).toContain('Checking the photo…');
  await page.clock.fastForward(ms);
  await refused(/takes too long to open. Please take a photo or a screenshot of the card instead/);
});

test('a file of too many bytes is refused by its size alone', async () => {
  await open();
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['%PDF-1.7\n', new Uint8Array(100 * 1024 * 1024)], 'large.pdf'));
    const input = document.querySelector<HTMLInputElement>('input[type=file]');
    if (!input) throw new Error('no input');
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await refused(/has 100.1 MB; the limit is 100 MB/);
});

test('of a PDF that only claims its pages those are shown that there are', async () => {
  await open();
  const claimed = pdfOf([front, front]).toString('latin1').replace('/Count 2 ', '/Count 999999999 ');
  await choose('claimed.pdf', Buffer.from(claimed, 'latin1'));
  await page.getByRole('button', { name: 'Page 2' }).waitFor();
  expect(await page.getByRole('button', { name: 'Page' }).count()).toBe(2);
});

test.each(['0 0 72000000 45400000', '-9999999 -9999999 9999999 9999999', '0 0 0 0'])(
  'a PDF page of [%s] points is drawn no larger than any other',
  async (paper) => {
    await open();
    await choose('paper.pdf', onPaper(pdfOf([front]), paper));
    await expect.poll(() => service.uploads.length, { timeout: 30_000 }).toBe(1);
    // The preview has the shape of what was sent, whose longer side is that of A4 at 300 dots an inch.
    expect(service.uploads[0]?.bytes).toBeLessThan(2 * 1024 * 1024);
    await ended();
  },
);

type Endless = [string, PdfPage, readonly string[]];
const unpacking: Endless = ['instructions that unpack to 400 MB', { drawn: packed('0 0 m 600 800 l S ', 400) }, []];
const nested: Endless = [
  'forms within forms, a hundred million in all',
  { drawn: '/F0 Do', resources: '/XObject << /F0 1000 0 R >>' },
  Array.from({ length: 9 }, (_, depth) => form(depth)),
];

// Each keeps a core for half a minute: `pnpm test:engines`. The suite has a worker that never answers.
test.each(inFull ? [unpacking, nested] : [])(
  'a PDF without end is left after its seconds: %s',
  async (_what, endless, objects) => {
    await open();
    const started = Date.now();
    await choose('endless.pdf', pdfOf([endless], { objects }));
    await page.getByText('Checking the photo…').first().waitFor();
    // The page itself goes on meanwhile.
    await page.locator('form input[name=name]').fill('typed meanwhile', { timeout: 5_000 });
    await refused(/takes too long to open|damaged or incomplete/, 70_000);
    expect(Date.now() - started).toBeLessThan(70_000);
    expect(await page.locator('form input[name=name]').inputValue()).toBe('typed meanwhile');
  },
  90_000,
);

/** A form that draws the next one ten times; the last draws a line. */
function form(depth: number): string {
  const body = depth < 8 ? '/F Do '.repeat(10) : '0 0 m 600 800 l S';
  const resources = depth < 8 ? `/Resources << /XObject << /F ${1_001 + depth} 0 R >> >>` : '';
  return `<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] ${resources} /Length ${body.length} >>\nstream\n${body}\nendstream`;
}

test('cancelling ends what opens a file', async () => {
  await open();
  await choose('endless.pdf', pdfOf([{ drawn: packed('0 0 m 600 800 l S ', 400) }]));
  await expect.poll(() => page.workers().length).toBe(1);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled. Nothing was kept.').first().waitFor();
  await ended();
});

test('a page is chosen by keyboard alone, heard once, and axe has nothing to say', async () => {
  await open();
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const region = document.querySelector('.scanfill > [role=status]');
    if (!region) throw new Error('There is no live region.');
    new MutationObserver(() => region.textContent && heard.push(region.textContent)).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await input().focus();
  await choose('scan.pdf', pdfOf([front, { drawn: '' }, front]));
  await page.getByRole('button', { name: 'Page 3' }).waitFor();
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
    return (await axe.run()).violations.map(({ id }) => id);
  });
  expect(violations).toEqual([]);
  // The control that chose the document has gone; the focus is still inside, before the first page.
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('sf-panel');
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Page 3');
  await page.keyboard.press('Enter');
  await filled();
  const heard = await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
  expect(heard.filter((text) => text === 'Which page shows the card?')).toHaveLength(1);
});

test('scripts, actions and forms of a PDF do nothing; what they show is read', async () => {
  await open();
  const action = `<< /S /JavaScript /JS (app.alert\\('run'\\); fetch\\('/scanfill/v1/stolen'\\);) >>`;
  const submit = `<< /S /SubmitForm /F << /FS /URL /F (${url}/stolen) >> /Next [${action} << /S /Launch /F (stolen) >>] >>`;
  const field = `<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (typed) /Rect [9 9 99 29] /F 4 /A ${submit} /AA << /K ${action} /F ${action} /C ${action} /PO ${submit} >> >>`;
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const pdf = pdfOf([front], {
    objects: [field],
    catalogue: `/OpenAction ${action} /AA << /WC ${action} >> /Names << /JavaScript << /Names [(a) ${action}] >> >> /AcroForm << /Fields [1000 0 R] /CO [1000 0 R] /NeedAppearances true /XFA [] >>`,
  });
  const acting = `/Annots [1000 0 R] /AA << /O ${submit} >> /Contents 11 0 R`;
  await choose('scripted.pdf', Buffer.from(pdf.toString('latin1').replace('/Contents 11 0 R', acting), 'latin1'));
  await filled();
  expect(requests.filter((request) => request.includes('stolen'))).toEqual([]);
  expect(requests.filter((request) => request.includes('sandbox') || request.includes('quickjs'))).toEqual([]);
  await ended();
  expect(refusals).toEqual([]);
});

test('a part whose files are missing is told to whoever runs the page, and the person what to do', async () => {
  await page.route(/pdf\.min\.mjs/, (route) => route.fulfill({ status: 404 }));
  await open();
  await choose('scan.pdf', pdfOf([front]));
  await refused(/This is a PDF\. Please take a photo or a screenshot/);
  expect(refusals.join()).toContain('@scanfill/widget/pdf: worker.js, pdf.min.mjs or pdf.worker.min.mjs');
});

test.each([
  ['phone.heic', () => phoneHeic, /This is a HEIC photo/],
  ['scan.pdf', () => pdfOf([front]), /This is a PDF\./],
])('where the page allows no worker, %s is refused in words', async (name, bytes, words) => {
  await page.route(/host\.html/, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-security-policy': `${strictPolicy}; worker-src 'none'` };
    await route.fulfill({ response, headers });
  });
  await open();
  await choose(name, bytes());
  await refused(words);
  expect(refusals.join()).toContain('@scanfill/widget/');
});

test('nothing of a part is loaded before such a file comes, and inputs take what can be opened', async () => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await open();
  expect(await page.getByText('up to 100 MB · HEIC · PDF').count()).toBe(1);
  await input().setInputFiles(specimenPath);
  await filled();
  expect(requests.filter((path) => path.startsWith('/parts/'))).toEqual([]);
  await page.reload();
  await expect.poll(accepted).toContain('image/avif');
  expect((await accepted())[0]).toBe('image/jpeg');
  expect(await accepted()).toEqual(expect.arrayContaining(['application/pdf', 'image/heic', '.heic']));
});

/** What the input takes when it is clicked: by then what the engine opens has been found out. */
function accepted(): Promise<readonly string[]> {
  return page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('input[type=file]');
    input?.addEventListener('click', (event) => event.preventDefault(), { once: true });
    input?.click();
    return input?.accept.split(',') ?? [];
  });
}

test('without parts inputs take an AVIF and neither HEIC nor PDF', async () => {
  await open('');
  await expect.poll(accepted).toContain('image/avif');
  expect((await accepted()).filter((type) => /heic|pdf/.test(type))).toEqual([]);
});
