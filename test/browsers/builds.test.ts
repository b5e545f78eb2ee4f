import axe from 'axe-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createScanService, type ScanService } from '../widget/scan-service.ts';
import { buildPages, type Pages, type Site, serveSite } from '../widget/site.ts';
import { cutPhoto, frontFields, specimenPath } from '../widget/specimen.ts';
import { type Find, keys, type RemoteBrowser, type RemotePage } from './driver/remote.ts';
import { engines } from './engines.ts';
import { valueIn } from './pages.ts';
import { type WatchedSite, watchSite } from './watched-site.ts';

let pages: Pages;
let bare: Site;
let service: ScanService;
/** What the site does not give out for the time being. */
let withheld: RegExp | undefined;

beforeAll(async () => {
  pages = await buildPages(['host.html', 'bundled-element.html', 'core.html']);
  bare = await serveSite(pages.directory, (request, response) => {
    if (!withheld?.test(request.url ?? '')) return service.handler(request, response);
    response.writeHead(503).end();
    return true;
  });
});
afterAll(async () => {
  await bare?.stop();
  await pages?.remove();
});

describe.each(engines)('%s', (_name, open) => {
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
    withheld = undefined;
    service = createScanService();
    service.answer('id-card-front', frontFields);
    site = await watchSite(bare.url);
  });
  afterEach(async () => {
    await page?.close();
    await site?.stop();
  });

  const element = '/plain/element.html';
  const scan = (selector = 'scan-fill >>> input[type=file]') => page.choose(selector, specimenPath);
  const done = () =>
    expect.poll(() => valueIn(page, 'input[name=number]'), { timeout: 15_000 }).toBe(frontFields.number);
  const phase = () => page.run((find) => find('scan-fill >>> .scanfill').dataset.phase);
  const text = () => page.run((find) => find('scan-fill >>> .scanfill').textContent);

  test.each([
    ['React', '/host.html?strict', '.scanfill input[type=file]'],
    ['core', '/core.html', 'input[type=file]'],
    ['element in a bundle', '/bundled-element.html', 'scan-fill >>> input[type=file]'],
    ['file for a script tag', element, 'scan-fill >>> input[type=file]'],
  ])('the %s fills a form under the strictest policy, and asks nobody else', async (_build, path, input) => {
    page = await browser.open(site.url + path);
    await scan(input);
    await done();
    expect(service.uploads).toHaveLength(1);
    expect(site.complaints).toEqual([]);
  });

  test('a photo on its side whose file was cut short is sent as far as it goes; nothing forbidden is tried', async () => {
    page = await browser.open(site.url + element);
    await page.choose('scan-fill >>> input[type=file]', await cutPhoto(pages.directory));
    await done();
    expect(site.complaints).toEqual([]);
    const { width, height } = await sharp(specimenPath).metadata();
    expect(await sharp(site.photos[0]?.bytes).metadata()).toMatchObject({ width, height, format: 'jpeg' });
  });

  test('the title of what was read lies inside its box', async () => {
    page = await browser.open(site.url + element);
    await scan();
    await page.waitFor('scan-fill >>> .sf-review');
    // Where a legend is drawn into a border, the box begins in the middle of it.
    const inside = await page.run((find) => {
      const legend = find('scan-fill >>> .sf-review > legend').getBoundingClientRect();
      const box = find('scan-fill >>> .sf-review').getBoundingClientRect();
      return legend.top - box.top;
    });
    expect(inside).toBeGreaterThanOrEqual(12);
  });

  test('the element is a control of its form: required, submitted, reset, disabled, labelled', async () => {
    page = await browser.open(site.url + element);
    await page.waitFor('scan-fill >>> .scanfill');
    const submitted = () => page.run(() => JSON.parse(document.documentElement.dataset.submitted ?? 'null'));
    await page.click('button[type=submit]');
    expect(await submitted()).toBe(null);
    // Where its own words about that point may be gone before they are; WebKit crashed on it.
    expect(
      await page.run((find) => {
        const { validity, validationMessage, labels, form } = find<HTMLInputElement>('scan-fill');
        return { missing: validity.valueMissing, validationMessage, labels: labels?.length, form: form?.id };
      }),
    ).toEqual({ missing: true, validationMessage: 'Please add a photo of this card.', labels: 1, form: 'form' });

    await page.click('label[for=front]');
    expect(await page.run(() => document.activeElement?.localName)).toBe('scan-fill');

    await scan();
    await done();
    // It is held back until filling has settled.
    await expect.poll(() => page.run((find) => find<HTMLInputElement>('scan-fill').checkValidity())).toBe(true);
    await page.click('button[type=submit]');
    await expect.poll(submitted).toContainEqual(['name', frontFields.name]);
    const [[name, value]] = await submitted();
    expect(name).toBe('front');
    expect(JSON.parse(value)).toMatchObject({ id: 'scan-1', fields: frontFields });

    await page.click('button[type=reset]');
    await expect.poll(phase).toBe('idle');
    await page.run((find) => {
      const set = find<HTMLFieldSetElement>('#set');
      set.append(find('scan-fill'));
      set.disabled = true;
    });
    await expect.poll(() => page.run((find) => find<HTMLInputElement>('scan-fill >>> input').disabled)).toBe(true);
    expect(site.complaints).toEqual([]);
  });

  test('a reload while a card is read picks its scan up again', async () => {
    page = await browser.open(site.url + element);
    service.hold();
    await scan();
    await expect.poll(phase, { timeout: 10_000 }).toBe('recognising');
    // It shows as being read once its last byte has left; what it is picked up by comes with the answer.
    await expect.poll(() => page.run(() => Object.values({ ...sessionStorage }))).toEqual(['scan-1']);
    await page.goto(site.url + element);
    await expect.poll(phase).toBe('recognising');
    service.release();
    await done();
    expect(service.uploads).toHaveLength(1);
    expect(site.complaints).toEqual([]);
  });

  test('a browser that has no canvas beside the page prepares photos all the same', async () => {
    page = await browser.open(site.url + element);
    await page.waitFor('scan-fill >>> input[type=file]');
    await page.run(() => void Reflect.deleteProperty(globalThis, 'OffscreenCanvas'));
    await page.run(async (find) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 4200, height: 600 });
      const context = canvas.getContext('2d');
      for (let line = 0; context && line < 4200; line += 6) context.fillRect(line, 0, 3, 600);
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
      const file = new File(blob ? [blob] : [], 'drawn.png', { type: 'image/png' });
      (find('scan-fill') as HTMLElement & { choose(file: File): void }).choose(file);
    });
    await done();
    expect(site.complaints).toEqual([]);
  });

  test('a language loaded later turns the element right to left', async () => {
    page = await browser.open(site.url + element);
    await page.waitFor('scan-fill >>> .scanfill');
    await page.run((find) => find('scan-fill').setAttribute('lang', 'ar'));
    await expect.poll(text).toContain('اختيار صورة');
    expect(await page.run((find) => getComputedStyle(find('scan-fill >>> .sf-panel')).direction)).toBe('rtl');
    expect(site.complaints).toEqual([]);
  });

  test('light and dark as told, whatever the system says', async () => {
    page = await browser.open(site.url + element);
    await page.waitFor('scan-fill >>> .scanfill');
    const surface = () => page.run((find) => getComputedStyle(find('scan-fill >>> .sf-panel')).backgroundColor);
    for (const [theme, color] of [
      ['light', 'rgb(255, 255, 255)'],
      ['dark', 'rgb(22, 27, 34)'],
    ] as const) {
      await page.run((find, theme) => find('scan-fill').setAttribute('theme', theme), theme);
      await expect.poll(surface).toBe(color);
    }
    await page.run((find) => find('scan-fill').style.setProperty('--scanfill-surface', 'rgb(1, 2, 3)'));
    await expect.poll(surface).toBe('rgb(1, 2, 3)');
  });

  test('by keyboard alone: to the fields that were read, back from the form, and away', async () => {
    page = await browser.open(site.url + element);
    await scan();
    await page.waitFor('scan-fill >>> .sf-review');
    await page.waitFor('scan-fill >>> .sf-filled');
    const focused = () =>
      page.run((find) => {
        const active = find('scan-fill').shadowRoot?.activeElement;
        return active instanceof HTMLInputElement ? active.value : active?.textContent;
      });
    const tabTo = async (words: string) => {
      for (let presses = 0; presses < 25 && (await focused()) !== words; presses++) await page.press(keys.tab);
      expect(await focused()).toBe(words);
    };
    await page.run(() => document.querySelector('h1')?.focus());
    await tabTo('Undo filling');
    await page.press(keys.enter);
    await expect.poll(() => valueIn(page, 'input[name=number]')).toBe('');
    await tabTo('Remove');
    await page.press(keys.enter);
    await expect.poll(phase).toBe('idle');
    // Focus stays within: the next control is the one that chooses a photo.
    await page.press(keys.tab);
    expect(await page.run((find) => find('scan-fill').shadowRoot?.activeElement?.getAttribute('aria-label'))).toBe(
      'Choose a photo: ID card, portrait side',
    );
  });

  test('a part the site could not give is told of, and a reload brings it and fills the form', async () => {
    withheld = /review-and-fill/;
    page = await browser.open(site.url + element);
    await scan();
    await expect.poll(text, { timeout: 15_000 }).toContain('A part of this page could not be loaded.');
    await expect.poll(phase).toBe('done');
    withheld = undefined;
    await page.goto(site.url + element);
    await done();
    expect(service.uploads).toHaveLength(1);
  });

  test('axe has nothing to say, before and after a photo', async () => {
    page = await browser.open(`${site.url}/host.html`);
    const look = new Function(
      'find',
      `${axe.source}; return axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(
        ({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).join(' ')))`,
    ) as (find: Find) => Promise<readonly string[]>;
    await page.waitFor('.scanfill');
    expect(await page.run(look)).toEqual([]);
    await scan('.scanfill input[type=file]');
    await page.waitFor('.sf-review');
    expect(await page.run(look)).toEqual([]);
  });
});
