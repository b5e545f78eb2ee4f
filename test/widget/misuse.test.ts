import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { onSite } from './on-site.ts';
import { specimenPath } from './specimen.ts';

const place = onSite(['misuse.html']);
let page: Page;
let url: string;
/** What the page's author reads. */
let told: string[];

beforeEach(async () => {
  ({ page, url } = await place());
  told = [];
  page.on('console', (message) => told.push(message.text()));
});

const input = () => page.locator('.scanfill input[type=file]').first();
const said = (words: string) => expect.poll(() => told.join('\n'), { timeout: 8_000 }).toContain(words);
const shown = () =>
  page.evaluate(() => {
    const elements = [...document.querySelectorAll('scan-fill')];
    return [document.body.textContent, ...elements.map(({ shadowRoot }) => shadowRoot?.textContent)].join(' ');
  });

type Attributes = Readonly<Record<string, string | null>>;

/** A page of the script tag: an element for each of these, over what is right; null takes an attribute away. */
async function element(...all: readonly Attributes[]): Promise<void> {
  const right = { card: 'id-card-front', endpoint: '/scanfill', 'session-url': '/session', fill: '#form' };
  const elements = all.map((attributes) => {
    const written = Object.entries({ ...right, ...attributes }).filter(([, value]) => value !== null);
    const text = written.map(([name, value]) => `${name}="${value}"`).join(' ');
    return `<scan-fill ${text}><input type="file" class="own"></scan-fill>`;
  });
  await page.route('**/author.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><script type="module" src="/widget/scanfill.js"></script>
        <form id="form">${elements.join('')}<input name="name"></form>`,
    }),
  );
  await page.goto(`${url}/author.html`);
}

const react = (props: object) => page.goto(`${url}/misuse.html?props=${encodeURIComponent(JSON.stringify(props))}`);

/** What a session route answers that is none. */
const sessions = {
  'is not there': { status: 404, contentType: 'text/html', body: '<h1>Not found</h1>' },
  'answers with a page': { status: 200, contentType: 'text/html', body: '<!doctype html><title>Shop</title>' },
  'answers without a token': { status: 200, contentType: 'application/json', body: '{"ok":true}' },
} as const;
const answerSession = (answer: keyof typeof sessions) =>
  page.route('**/session', (route) => route.fulfill(sessions[answer]));

describe('the element', () => {
  test('with attributes that make no sense tells the console, and the visitor sees what the page has put into it', async () => {
    const wrong = [
      [{ card: 'library-card' }, '"library-card" in "card" is no card. There are: business-license, id-card-front,'],
      [{ card: null }, 'the attribute "card" is missing.'],
      [{ card: 'passport bank-card' }, '"card" takes one card, "cards" several.'],
      [{ cards: '' }, 'the attribute "cards" is missing.'],
      [{ cards: 'id-card-front library-card' }, '"library-card" in "cards" is no card.'],
      [{ cards: 'id-card-front id-card-front' }, '"id-card-front" stands twice in "cards".'],
      [{ endpoint: null }, 'the attribute "endpoint" is missing.'],
    ] as const;
    await element(...wrong.map(([attributes]) => attributes));
    for (const [, words] of wrong) await said(`<scan-fill>: ${words}`);
    expect(told).toHaveLength(wrong.length);
    expect(await shown()).not.toContain('scan-fill');
    const own = page.locator('.own:visible');
    expect(await own.count()).toBe(wrong.length);
    await page.locator('scan-fill').evaluateAll((nodes) => {
      for (const node of nodes) {
        node.removeAttribute('cards');
        node.setAttribute('card', 'id-card-front');
        node.setAttribute('endpoint', '/scanfill');
      }
    });
    await expect.poll(() => page.locator('scan-fill [data-phase=idle]').count()).toBe(wrong.length);
    expect(await own.count()).toBe(0);
  });

  test('an attribute that comes a moment later is no mistake', async () => {
    await page.addInitScript(async () => {
      await customElements.whenDefined('scan-fill');
      setTimeout(() => document.querySelector('scan-fill')?.setAttribute('card', 'id-card-front'), 200);
    });
    await element({ card: null });
    await page.locator('scan-fill [data-phase=idle]').waitFor();
    await page.waitForTimeout(1_200);
    expect(told).toEqual([]);
  });

  test.each([
    ['is not there', 'The session at /session was answered with 404 and no token.'],
    ['answers with a page', 'The session at /session was answered with 200 and no token.'],
    ['answers without a token', 'The session at /session was answered with 200 and no token.'],
  ] as const)('names a session route that %s', async (answer, words) => {
    await answerSession(answer);
    await element({});
    await input().setInputFiles(specimenPath);
    await said(words);
    expect(await shown()).not.toContain('/session');
  });

  test.each([
    [{ 'session-url': null }, '<scan-fill> needs session-url or its property session.'],
    [{ endpoint: '/nowhere' }, 'Is `endpoint` the address of the Scanfill proxy?'],
    [{ fill: '#from' }, 'no form is filled, there is none at "#from"'],
    [{ fill: 'form:nth(' }, "'form:nth(' is not a valid selector"],
  ])('with %o tells the console once a photo was chosen', async (attributes, words) => {
    await element(attributes);
    await input().setInputFiles(specimenPath);
    await said(words);
    expect(await shown()).not.toMatch(/session-url|endpoint|selector|#from/);
  });

  test('speaks English where it is told a language that it does not know, and says so', async () => {
    await element({ lang: 'xx' });
    await page.getByText('Choose a photo').waitFor();
    await said('"xx" is no language of it, it speaks English. There are: en, zh-CN,');
  });

  test('that is loaded twice says so, and works', async () => {
    await element({});
    await page.addScriptTag({ type: 'module', url: '/widget/scanfill.js?again' });
    await said('the name "scan-fill" has already been used');
    await page.locator('scan-fill [data-phase=idle]').waitFor();
  });
});

describe('the component', () => {
  test.each([
    [{ card: 'library-card' }, '"library-card" is no card. There are: business-license, id-card-front,'],
    [{ endpoint: null }, '`endpoint` is missing'],
    [{ session: null }, '`session` is missing'],
    [{ lang: 'xx' }, '"xx" is no language of it'],
  ])('with %o tells the console at once', async (props, words) => {
    await react(props);
    await said(words);
    expect(await shown()).not.toContain('is missing');
  });

  test.each([
    [{ endpoint: '/nowhere' }, 'Is `endpoint` the address of the Scanfill proxy?'],
    [{ fill: '#from' }, 'no form is filled, there is none at "#from"'],
  ])('with %o tells the console once a photo was chosen', async (props, words) => {
    await react(props);
    await input().setInputFiles(specimenPath);
    await said(words);
  });

  test.each([
    ['is not there', 'No session token: SyntaxError: Unexpected token'],
    ['answers without a token', '`session` gave no token'],
  ] as const)('names a session that %s', async (answer, words) => {
    await answerSession(answer);
    await react({});
    await input().setInputFiles(specimenPath);
    await said(words);
  });
});

test.each([{}, { lang: 'de', theme: 'dark' }])('with nothing wrong nothing is told: %o', async (attributes) => {
  await element(attributes);
  await input().setInputFiles(specimenPath);
  await expect.poll(() => page.locator('input[name=name]').inputValue(), { timeout: 15_000 }).not.toBe('');
  expect(told).toEqual([]);
});
