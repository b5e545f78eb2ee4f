import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { expect } from 'vitest';
import { idCard } from '../harness/host.ts';
import { specimenPath } from '../widget/specimen.ts';
import { copyDecoders } from './in-shell.ts';
import { placed, snippetsOf } from './snippets.ts';
import { printed, type World } from './world.ts';

const dist = fileURLToPath(new URL('../../widget/dist/', import.meta.url));
const decoders = fileURLToPath(new URL('../node_modules/', import.meta.url));
const heic = fileURLToPath(new URL('../pictures/files/phone.heic', import.meta.url));

const form = '<form id="signup"><input name="name"> <input name="number"> <input name="endDate"></form>';
const session = "const session = () => fetch('/session', { method: 'POST' }).then((answer) => answer.json());";

/** A page that a snippet is put into, and what has to come of it. */
type Trial = {
  /** The page's body; the module below is loaded by it. */
  readonly body?: string | ((code: string, world: World) => string);
  /** A module, for a bundler; absent where the snippet is the page. */
  readonly script?: (code: string) => string;
  /** What the server has to lay beside. */
  readonly prepare?: (code: string, world: World) => Promise<void>;
  readonly check: (page: Page) => Promise<void>;
};

const choose = (page: Page, path = specimenPath, at = 0) =>
  page.locator('input[type=file]').nth(at).setInputFiles(path);
const filled = (page: Page, name: string, value: string) =>
  expect.poll(() => page.locator(`form input[name=${name}]`).inputValue(), { timeout: 30_000 }).toBe(value);
const isRead = async (page: Page, path?: string) => {
  await choose(page, path);
  await filled(page, 'name', idCard.name);
};

/** A component, or an element of JSX behind what it needs, shown; what the reader has already is imported. */
function shown(code: string): string {
  const at = code.search(/^</m);
  const before = at === -1 ? code : code.slice(0, at);
  const view = at === -1 ? '<SignUp />' : code.slice(at).trimEnd().replace(/;$/, '');
  const had = ['CardUpload', 'CardUploadGroup', 'useCardScan'].filter(
    (name) => new RegExp(`\\b${name}\\b`).test(code) && !new RegExp(`^import .*\\b${name}\\b`, 'm').test(code),
  );
  return `import { createRoot } from 'react-dom/client';
    ${had.length > 0 ? `import { ${had} } from '@scanfill/widget';` : ''}
    ${before}
    ${/\b(function|const) session\b/.test(code) ? '' : session}
    createRoot(document.querySelector('#root')).render(${view});`;
}

const root = `<div id="root"></div>${form}`;

const hook = (code: string): string =>
  shown(`const Own = () => {
    ${code}
    return <><output>{scan.state.phase}</output>
      <input type="file" onChange={(event) => scan.choose(event.target.files[0])} /></>;
  };\n<Own />`);

const core = (code: string): string => `
  const form = document.querySelector('form');
  const picture = await (await fetch('/specimen.jpg')).blob();
  const file = new File([picture], 'card.jpg', { type: 'image/jpeg' });
  const bitmap = await createImageBitmap(picture, { resizeWidth: 800 });
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const imageData = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const onProgress = () => undefined;
  ${session}
  ${code}
  document.documentElement.dataset.done = JSON.stringify({ verdict, card, state: scan.state });`;

const explained = (code: string): string => `
  const form = document.querySelector('form');
  const expect = (value) => ({
    toHaveLength(length) {
      if (value?.length !== length) throw new Error('not ' + length);
    },
  });
  ${code}
  document.documentElement.dataset.done = JSON.stringify(controls.map(({ path }) => path));`;

const done = async (page: Page) => {
  const told = () => page.evaluate(() => document.documentElement.dataset.done ?? '');
  await expect.poll(told, { timeout: 20_000 }).not.toBe('');
  return JSON.parse(await told());
};

/** The frame's page with the snippet's list of parents, on the other origin. */
async function serveFrame(meta: string, world: World): Promise<void> {
  const page = await readFile(join(dist, 'frame.html'), 'utf8');
  const allowed = placed(meta, { 'https://shop.example': world.host.origin });
  const html = placed(page, { '<meta name="scanfill-parents" content="" />': allowed });
  world.framePage = html;
}

const frameCode = (name: string): string =>
  snippetsOf('widget/README.md').find((snippet) => snippet.name.endsWith(`In a frame of another origin ${name}`))
    ?.code ?? '';

const framed: Trial = {
  body: (_code, world) =>
    `<div id="card"></div><form id="signup"><input name="personId"></form>
     <script type="module">${placed(frameCode('2'), { 'https://kyc.example': world.otherOrigin })}</script>`,
  prepare: (_code, world) => serveFrame(frameCode('1'), world),
  async check(page) {
    await page.frameLocator('iframe').locator('input[type=file]').first().setInputFiles(specimenPath);
    await filled(page, 'personId', printed.passport?.personId ?? '');
  },
};

const tag =
  (places: (world: World) => Readonly<Record<string, string>>, around = '') =>
  (code: string, world: World) =>
    `${placed(code, places(world))}${around}`;
const kyc = ({ host }: World) => ({
  'https://kyc.example/widget': `${host.origin}/widget`,
  'https://kyc.example/scanfill': host.endpoint,
});

export const inPage: Readonly<Record<string, Trial>> = {
  'README.md: Put it into a page 3': { body: '<div id="root"></div>', script: shown, check: (page) => isRead(page) },
  'README.md: Put it into a page 4': {
    body: tag(
      ({ host }) => ({
        'https://partner.example': `${host.origin}/widget`,
        'https://kyc.example/scanfill': host.endpoint,
      }),
      '<form id="signup"><input name="personId"></form>',
    ),
    async check(page) {
      await choose(page);
      await filled(page, 'personId', printed.passport?.personId ?? '');
    },
  },
  'widget/README.md: React 1': { body: '<div id="root"></div>', script: shown, check: (page) => isRead(page) },
  'widget/README.md: Both sides 1': {
    body: root,
    script: shown,
    async check(page) {
      await choose(page);
      await filled(page, 'name', idCard.name);
      await page
        .locator('[data-card=id-card-back] input[type=file]')
        .first()
        .setInputFiles(specimenPath.replace('front', 'back'));
      await expect.poll(() => page.locator('form input[name=endDate]').inputValue()).not.toBe('');
    },
  },
  'widget/README.md: Consent 1': {
    body: root,
    script: shown,
    async check(page) {
      await choose(page);
      await page.locator('[data-phase=consent]').waitFor();
      await page.getByRole('checkbox', { name: /I agree that my ID card/ }).check();
      await page.locator('[data-phase=done]').waitFor();
    },
  },
  'widget/README.md: Without our looks 1': {
    body: root,
    script: hook,
    async check(page) {
      await page.locator('output').getByText('idle').waitFor();
      await choose(page);
      await page.locator('output').getByText('done').waitFor();
    },
  },
  'widget/README.md: Script tag 1': { body: tag(kyc), check: (page) => isRead(page) },
  'widget/README.md: Both sides by a script tag 1': {
    body: (code, world) =>
      `<script type="module" src="/widget/scanfill.js"></script>
       <form>${placed(code, { 'https://kyc.example/scanfill': world.host.endpoint, 'fill="#signup"': '' })}</form>`,
    async check(page) {
      for (const card of ['front', 'back'])
        await page
          .locator(`[data-card=id-card-${card}] input[type=file]`)
          .first()
          .setInputFiles(specimenPath.replace('front', card));
      const value = () =>
        page.evaluate(() => String(new FormData(document.querySelector('form') ?? undefined).get('card')));
      await expect.poll(async () => JSON.parse(await value())?.scans?.length, { timeout: 20_000 }).toBe(2);
    },
  },
  'widget/README.md: In a frame of another origin 1': framed,
  'widget/README.md: In a frame of another origin 2': framed,
  'widget/README.md: Filling 1': {
    body: form,
    script: explained,
    check: async (page) => expect(await done(page)).toContain('number'),
  },
  'widget/README.md: Core 1': {
    body: '<form><input name="bankCardNum"></form>',
    script: core,
    async check(page) {
      expect(await done(page)).toMatchObject({ verdict: { ok: true }, state: 'done', card: expect.anything() });
      await filled(page, 'bankCardNum', printed['bank-card']?.bankCardNum ?? '');
    },
  },
  'widget/README.md: HEIC, AVIF and PDF 1': {
    body: root,
    script: (code) =>
      shown(`${code}\n<CardUpload card="id-card-front" endpoint="/scanfill" session={session} fill="#signup" />`),
    async prepare(_code, world) {
      const copying = snippetsOf('widget/README.md').find(({ name }) => name.endsWith('HEIC, AVIF and PDF 2'));
      world.host.app.use(express.static(await copyDecoders(copying?.code ?? '', world)));
    },
    check: (page) => isRead(page, heic),
  },
  'widget/README.md: HEIC, AVIF and PDF 3': {
    body: (code) =>
      `${code}<scan-fill card="id-card-front" endpoint="/scanfill" session-url="/session" fill="#signup"></scan-fill>${form}`,
    async prepare(_code, world) {
      world.host.app.use('/widget/heic', express.static(join(decoders, 'libheif-js/libheif-wasm')));
    },
    check: (page) => isRead(page, heic),
  },
  'sandbox/README.md: Your page before it 2': {
    body: tag(({ host }) => ({ 'http://localhost:5180': host.origin })),
    check: (page) => isRead(page),
  },
};

/** Builds and serves the pages of these snippets; gives the way to try one. */
export async function servePages(
  snippets: readonly { readonly name: string; readonly code: string }[],
  world: World,
  browser: Browser,
): Promise<(name: string) => Promise<void>> {
  const source = join(world.folder, 'pages');
  const out = join(world.folder, 'built');
  await mkdir(source);
  const { app, origin } = world.host;
  const names = snippets.filter(({ name }) => name in inPage);
  const fileOf = (name: string) => `page-${names.findIndex((each) => each.name === name)}`;
  const bundled: string[] = [];
  for (const { name, code } of names) {
    const { body = '', script } = inPage[name] ?? { check: async () => {} };
    const html = typeof body === 'string' ? body : body(code, world);
    const file = join(source, fileOf(name));
    const loads = script ? `<script type="module" src="./${fileOf(name)}.tsx"></script>` : '';
    const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Snippet</title>${html}${loads}`;
    await writeFile(`${file}.html`, page);
    if (!script) continue;
    await writeFile(`${file}.tsx`, script(code));
    bundled.push(`${file}.html`);
  }
  await build({
    configFile: false,
    root: source,
    base: './',
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: { outDir: out, target: 'es2022', modulePreload: false, minify: false, rolldownOptions: { input: bundled } },
  });
  app.get('/specimen.jpg', (_request, response) => response.sendFile(specimenPath));
  app.use('/snippets', express.static(out), express.static(source));
  return async (name) => {
    const { prepare, check } = inPage[name] ?? { check: async () => Promise.reject(new Error(`${name} is not known`)) };
    const code = names.find((each) => each.name === name)?.code ?? '';
    await prepare?.(code, world);
    const page = await (await browser.newContext()).newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
        complaints.push(message.text());
    });
    try {
      await page.goto(`${origin}/snippets/${fileOf(name)}.html`);
      await check(page);
      expect(complaints).toEqual([]);
    } finally {
      await page.context().close();
    }
  };
}
