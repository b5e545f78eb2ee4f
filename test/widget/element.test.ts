import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { dropFile } from '../e2e/browser.ts';
import { onSite } from './on-site.ts';
import type { ScanService } from './scan-service.ts';
import { frontFields, specimenPath } from './specimen.ts';

const place = onSite();
let service: ScanService;
let page: Page;
let url: string;

beforeEach(async () => {
  ({ page, service, url } = await place());
  await page.goto(`${url}/plain/element.html`);
  await page.locator('scan-fill .scanfill').waitFor();
});

const element = () => page.locator('scan-fill');
const submitted = () => page.evaluate(() => document.documentElement.dataset.submitted);
const done = async () => {
  await expect
    .poll(() => page.locator('input[name=number]').inputValue(), { timeout: 15_000 })
    .toBe(frontFields.number);
  await settled();
};
const settled = () =>
  expect
    .poll(() => element().evaluate((node) => (node as unknown as { state: { filling?: boolean } }).state.filling))
    .not.toBe(true);
const scan = () => page.locator('scan-fill input[type=file]').first().setInputFiles(specimenPath);

test('takes part in the form: its value is submitted under its name', async () => {
  await scan();
  await done();
  await page.getByRole('button', { name: 'Send' }).click();
  const entries: [string, string][] = JSON.parse((await submitted()) ?? '[]');
  const [, value = '{}'] = entries.find(([name]) => name === 'front') ?? [];
  const receipt = 'receipt-of-scan-1';
  expect(JSON.parse(value)).toMatchObject({ id: 'scan-1', card: 'id-card-front', fields: frontFields, receipt });
  // The inputs of the review have no name: nothing is submitted twice.
  expect(entries.map(([name]) => name)).toEqual(['front', 'name', 'number', 'scanfill-receipt-id-card-front']);
  expect(entries.at(-1)?.[1]).toBe(receipt);
});

test('is required: an empty one stops the form and says why, in words', async () => {
  await page.getByRole('button', { name: 'Send' }).click();
  expect(await submitted()).toBeUndefined();
  const validity = await element().evaluate((node) => {
    const { validity, validationMessage } = node as unknown as HTMLInputElement;
    return { missing: validity.valueMissing, message: validationMessage };
  });
  expect(validity).toEqual({ missing: true, message: 'Please add a photo of this card.' });
});

test('holds the form back while the card is being read', async () => {
  service.hold();
  await scan();
  await page.locator('scan-fill [data-phase=recognising]').waitFor();
  await page.getByRole('button', { name: 'Send' }).click();
  expect(await submitted()).toBeUndefined();
  service.release();
  await done();
  await page.getByRole('button', { name: 'Send' }).click();
  expect(await submitted()).toBeDefined();
});

test('never goes back in what it tells: a card that was read is there from then on', async () => {
  await page.evaluate(() => {
    const data = document.documentElement.dataset;
    document.addEventListener('scan-fill:state', (event) => {
      const { phase } = (event as CustomEvent<{ phase: string }>).detail;
      data.phases = `${data.phases ?? ''} ${phase}`;
    });
  });
  // Several times: a rendering that comes late is told of now and then only.
  for (let time = 0; time < 6; time += 1) {
    await scan();
    await done();
    await element().evaluate((node) => (node as unknown as { clear(): void }).clear());
    await page.locator('scan-fill [data-phase=idle]').waitFor();
  }
  const phases = await page.evaluate(() => document.documentElement.dataset.phases);
  expect(phases?.match(/done (?!done|idle)\w+/g)).toBeNull();
});

test('holds the form back, in words, until filling has settled', async () => {
  const heldBack = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const node = document.querySelector('scan-fill') as unknown as HTMLInputElement;
        const number = document.querySelector<HTMLInputElement>('input[name=number]');
        number?.addEventListener('change', () => {
          if (number.value === '') return;
          document.querySelector<HTMLButtonElement>('button[type=submit]')?.click();
          resolve(node.validationMessage);
        });
      }),
  );
  await scan();
  expect(await heldBack).toBe('Please wait until the form has been filled.');
  expect(await submitted()).toBeUndefined();
  await expect
    .poll(() => element().evaluate((node) => (node as unknown as HTMLInputElement).checkValidity()))
    .toBe(true);
  await page.getByRole('button', { name: 'Send' }).click();
  expect(await submitted()).toContain(frontFields.number);
});

test('a form that its page draws anew while it is filled is found again by what the element names', async () => {
  await page.evaluate(() => {
    const form = document.getElementById('form');
    const field = document.querySelector('scan-fill');
    if (!form || !field) return;
    form.before(field);
    const redraw = (): void => {
      const old = document.getElementById('form');
      const next = old?.cloneNode(true) as HTMLFormElement;
      for (const input of next.querySelectorAll('input')) input.value = '';
      old?.replaceWith(next);
    };
    // Once while it is filled, and once more when all was told.
    form.addEventListener('change', () => setTimeout(redraw), { once: true });
    document.addEventListener('scan-fill:filled', () => setTimeout(redraw, 50), { once: true });
    let told = 0;
    document.addEventListener('scan-fill:filled', (event) => {
      const { filled } = (event as CustomEvent<{ filled: readonly { element: Element }[] }>).detail;
      document.documentElement.dataset.told = `${++told} ${filled.map(({ element }) => element.isConnected)}`;
    });
  });
  await page.locator('scan-fill [data-phase=idle]').waitFor();
  await scan();
  await expect.poll(() => page.locator('html').getAttribute('data-told'), { timeout: 15_000 }).toBe('2 true,true');
  expect(await page.locator('input[name=name]').inputValue()).toBe(frontFields.name);
  expect(await page.locator('input[name=number]').inputValue()).toBe(frontFields.number);
});

test.each(['engine', 'camera-and-photo', 'review-and-fill', 'fill-page'])(
  'that %s cannot be fetched ahead is no error of the page',
  async (name) => {
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    const part = new RegExp(`/${name}-[^/]*\\.js$`);
    await page.route(part, (route) => route.abort());
    const failed = page.waitForEvent('requestfailed', (request) => part.test(request.url()));
    await page.reload();
    await failed;
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
    expect(errors).toEqual([]);
  },
);

test('a connection that is lost once a photo was chosen keeps no part of filling away', async () => {
  // Found by what a person reads, which is a part of its own.
  await page.evaluate(() => {
    for (const input of document.querySelectorAll('#form input')) input.removeAttribute('name');
  });
  const parts = ['cascade', 'date-orders', 'label-fields', 'open-list', 'rare-controls'];
  const had = new Set<string | undefined>();
  page.on('requestfinished', (request) => had.add(parts.find((part) => request.url().includes(`/${part}-`))));
  service.hold();
  await scan();
  await page.locator('scan-fill [data-phase=recognising]').waitFor();
  await expect.poll(() => parts.filter((part) => !had.has(part))).toEqual([]);
  await page.route('**/*.js', (route) => route.abort());
  service.release();
  await expect.poll(() => page.getByLabel('ID number').first().inputValue()).toBe(frontFields.number);
});

test('is emptied by a reset of its form', async () => {
  await scan();
  await done();
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.locator('scan-fill [data-phase=idle]').waitFor();
  expect(await element().evaluate((node) => (node as unknown as HTMLInputElement).value)).toBe('');
});

test('keeps what a script set before its module ran, whatever the property', async () => {
  await page.addInitScript(() => {
    const set = (): void => {
      const node = document.querySelector('scan-fill');
      node?.removeAttribute('session-url');
      node?.removeAttribute('fill');
      Object.assign(node ?? {}, {
        session: async () => 'test-session',
        messages: { choose: 'An early word' },
        map: { number: '[name=name]', name: null },
        target: document.querySelector('#form'),
        name: 'early',
        required: false,
        disabled: true,
        value: 'set by nobody',
      });
    };
    // When the page has been read and its module scripts have not run yet, as in an inline script at its end.
    document.addEventListener('readystatechange', set, { once: true });
  });
  await page.reload();
  await page.getByText('An early word').first().waitFor();
  const early = await element().evaluate((node) => {
    const { name, required, disabled, value } = node as unknown as HTMLInputElement;
    return { own: Object.keys(node), name, required, disabled, value };
  });
  expect(early).toEqual({ own: [], name: 'early', required: false, disabled: true, value: '' });
  await element().evaluate((node) => {
    (node as unknown as HTMLInputElement).disabled = false;
  });
  await scan();
  const name = page.locator('input[name=name]');
  await expect.poll(() => name.inputValue(), { timeout: 15_000 }).toBe(frontFields.number);
  expect(await page.locator('input[name=number]').inputValue()).toBe('');
});

test('is disabled by itself and by a fieldset around it', async () => {
  const input = page.locator('scan-fill input[type=file]').first();
  await element().evaluate((node) => {
    (node as unknown as HTMLInputElement).disabled = true;
  });
  await expect.poll(() => input.isDisabled()).toBe(true);
  await element().evaluate((node) => {
    (node as unknown as HTMLInputElement).disabled = false;
  });
  await expect.poll(() => input.isDisabled()).toBe(false);
  await page.evaluate(() => {
    const set = document.querySelector<HTMLFieldSetElement>('#set');
    const widget = document.querySelector('scan-fill');
    if (set && widget) {
      set.append(widget);
      set.disabled = true;
    }
  });
  await expect.poll(() => input.isDisabled()).toBe(true);
});

test('a scan under way ends where it began, whatever the page says of its endpoint meanwhile', async () => {
  service.hold();
  await scan();
  await page.locator('scan-fill [data-phase=recognising]').waitFor();
  await element().evaluate((node) => {
    node.setAttribute('endpoint', '/elsewhere');
    node.setAttribute('session-url', '/other-session');
  });
  service.release();
  await done();
  expect(service.uploads).toHaveLength(1);
});

test('takes its name from the page and focus from its label', async () => {
  const labels = await element().evaluate((node) => (node as unknown as HTMLInputElement).labels?.length);
  expect(labels).toBe(1);
  await page.getByText('Your ID card').click();
  const inside = await element().evaluate((node) => node.shadowRoot?.activeElement !== null);
  expect(inside).toBe(true);
});

test('keeps its scan when it is moved to another place', async () => {
  await scan();
  await done();
  await page.evaluate(() => {
    const widget = document.querySelector('scan-fill');
    if (widget) document.querySelector('#set')?.append(widget);
  });
  expect(await page.locator('scan-fill .scanfill').getAttribute('data-phase')).toBe('done');
});

test('takes a photo by script, the same one twice if asked, and not for another card', async () => {
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(900, 600);
    const context = canvas.getContext('2d');
    for (let line = 0; context && line < 900; line += 6) context.fillRect(line, 0, 3, 600);
    const file = new File([await canvas.convertToBlob({ type: 'image/jpeg' })], 'drawn.jpg', { type: 'image/jpeg' });
    Object.assign(globalThis, { file });
  });
  const choose = () =>
    element().evaluate((node) => {
      const { file } = globalThis as unknown as { file: File };
      (node as unknown as { choose(file: File): void }).choose(file);
    });
  for (const uploads of [1, 2]) {
    await choose();
    const anyway = page.getByRole('button', { name: 'Use this photo anyway' });
    await expect
      .poll(async () => {
        if (await anyway.count()) await anyway.click();
        return service.uploads.length;
      })
      .toBe(uploads);
    await done();
  }
  await element().evaluate((node) => node.setAttribute('card', 'passport'));
  await page.getByText('Passport', { exact: true }).waitFor();
  await page.locator('scan-fill [data-phase=idle]').waitFor();
  expect(service.uploads).toHaveLength(2);
});

test('alone in a dialog, which is as wide as what it holds, it is still to be seen', async () => {
  await page.evaluate(() => {
    const dialog = document.body.appendChild(document.createElement('dialog'));
    const widget = document.querySelector('scan-fill');
    if (widget) dialog.append(widget);
    dialog.showModal();
  });
  const width = () => element().evaluate((node) => node.getBoundingClientRect().width);
  await expect.poll(width).toBeGreaterThanOrEqual(240);
});

test('its later parts bring their styles', async () => {
  await scan();
  await done();
  const field = page.locator('scan-fill .sf-review .sf-text').first();
  expect(await field.evaluate((node) => node.getBoundingClientRect().height)).toBeGreaterThanOrEqual(44);
  expect(
    await page
      .locator('scan-fill .sf-fields')
      .first()
      .evaluate((node) => getComputedStyle(node).display),
  ).toBe('grid');
});

test('tells the page by events that leave its shadow tree', async () => {
  await scan();
  await done();
  const events = () => page.evaluate(() => document.documentElement.dataset.events?.trim().split(' ') ?? []);
  // Told last: only once every input was looked at is it known what was filled.
  await expect.poll(async () => (await events()).filter((name) => name !== 'state').at(-1)).toBe('filled');
  for (const name of ['state', 'done', 'change']) expect(await events()).toContain(name);
});

test('takes a dropped file, and leaves text dragged over it to the page', async () => {
  const bytes = await readFile(specimenPath);
  const root = page.locator('scan-fill .scanfill');
  const stopped = await root.evaluate((node) => {
    const data = new DataTransfer();
    data.setData('text/plain', 'words');
    return !node.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  expect(stopped).toBe(false);
  await dropFile(root, { name: 'card.jpg', type: 'image/jpeg', bytes });
  await done();
});

test('can be styled from outside by custom properties and parts', async () => {
  await page.addStyleTag({ url: `${url}/plain/theme.css` });
  const panel = page.locator('scan-fill .sf-panel');
  await expect.poll(() => panel.evaluate((node) => getComputedStyle(node).borderTopStyle)).toBe('double');
  expect(await panel.evaluate((node) => getComputedStyle(node).backgroundColor)).toBe('rgb(1, 2, 3)');
});

test('speaks the language it is told, loaded from its own origin', async () => {
  const asked = page.waitForRequest(/\/widget\/scanfill\/ar-.*\.js$/);
  await element().evaluate((node) => node.setAttribute('lang', 'ar'));
  await asked;
  await page.getByText('اختيار صورة').waitFor();
  expect(await page.locator('scan-fill .scanfill').getAttribute('dir')).toBe('rtl');
});
