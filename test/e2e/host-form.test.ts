import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dropFile, launchBrowser, openPage } from './browser.ts';
import { type RunningDemo, startDemo } from './demo.ts';
import { photographed } from './photos.ts';

let demo: RunningDemo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

describe('a photo dropped on a host page fills the inputs of its form', () => {
  test.each([
    ['passport', 4103, ['personId', 'surname', 'givenName', 'birthDate', 'expireDate']],
    ['bank-card', 4104, ['bankCardNum']],
  ] as const)('%s', async (card, seed, names) => {
    const { file, fields } = await photographed(card, seed);
    const { page, complaints } = await openPage(browser, `${demo.url}/partner.html`);
    await page.evaluate(
      ({ card, names }) => {
        const form = document.createElement('form');
        form.id = 'host-form';
        for (const name of names) form.append(Object.assign(document.createElement('input'), { name }));
        const element = document.createElement('scan-fill');
        const attributes = {
          id: 'host-card',
          card,
          endpoint: '/scanfill',
          'session-url': '/session',
          fill: '#host-form',
        };
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        document.body.replaceChildren(form, element);
      },
      { card, names: [...names] },
    );
    await dropFile(page.locator('#host-card .scanfill'), file);
    const values = () =>
      page.evaluate(() =>
        Object.fromEntries(new FormData(document.querySelector<HTMLFormElement>('#host-form') ?? undefined)),
      );
    const printed = Object.fromEntries(names.map((name) => [name, fields[name]]));
    const submitted = { ...printed, [`scanfill-receipt-${card}`]: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) };
    await expect.poll(values, { timeout: 30_000 }).toEqual(submitted);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
