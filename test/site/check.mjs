import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { policy } from '../../docs/site/policy.mjs';
import { deadLinks } from './dead-links.mjs';
import { serveSite } from './serve.mjs';

/**
 * Looks at the built site: no link leads nowhere; in Chromium, under the policy, no page breaks it, throws, asks
 * another origin or is wider than a phone; the search finds a card by its name and its Chinese title. Leaves
 * screenshots.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = join(root, 'docs/site/dist/site');
const screenshots = join(root, 'test/results/site');
const photo = join(root, 'demo/public/specimens/id-card-front-1.jpg');
const base = process.argv[2] ?? '/';
const faults = [];

const { links, dead } = deadLinks(folder, base);
faults.push(...dead.map((link) => `dead link · ${link}`));

const site = await serveSite(folder, base, policy);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void browser.close().finally(() => process.exit(1)));
let pages = [];
mkdirSync(screenshots, { recursive: true });
try {
  pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html'));
  await visitAll();
  await search('id-card-front', 'cards/id-card-front.html');
  await search('护照', 'cards/passport.html');
  await play();
  await photograph();
} finally {
  await browser.close();
  await site.stop();
}
const told = new Set(faults);
for (const fault of told) console.error(fault);
console.log(`${pages.length} pages, ${links} links; wrong: ${told.size}. Screenshots to look at: ${screenshots}`);
process.exitCode = told.size === 0 ? 0 : 1;

/** A page that tells what it does wrong. */
async function open(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const where = () => new URL(page.url()).pathname;
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== site.origin)
      faults.push(`leaves the origin · ${where()}: ${request.url()}`);
  });
  page.on('request', (request) => {
    if (request.method() !== 'GET') faults.push(`sends something · ${where()}: ${request.method()} ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} · ${where()}: ${response.url()}`);
  });
  page.on('pageerror', (error) => faults.push(`throws · ${where()}: ${error.message}`));
  page.on('console', (message) => {
    // The playground's own page says this: the photo that is tried there goes nowhere.
    const isMeant = message.text().includes('There is no proxy behind this page.');
    if (message.type() === 'error' && !isMeant) faults.push(`says · ${where()}: ${message.text()}`);
  });
  return page;
}

async function visitAll() {
  const page = await open({ viewport: { width: 390, height: 844 } });
  for (const path of pages) {
    await page.goto(`${site.origin}${base}${path}`, { waitUntil: 'networkidle' });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wider > 0) faults.push(`${wider} px too wide for a phone · ${path}`);
  }
  await page.context().close();
}

async function search(words, wanted) {
  const page = await open({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${site.origin}${base}`, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Search' }).first().click();
  await page.getByRole('searchbox').fill(words);
  const found = page.locator(`.results a[href*="${wanted}"]`).first();
  await found.waitFor({ timeout: 20_000 }).then(
    () => found.click(),
    () => faults.push(`the search for ${words} does not find ${wanted}`),
  );
  await page.waitForURL(`**/${wanted}*`, { timeout: 20_000 });
  await page.context().close();
}

/** On the page of looks: what is chosen is worn and told as CSS, and a photo goes nowhere. */
async function play() {
  const page = await open({ viewport: { width: 1280, height: 1000 } });
  await page.goto(`${site.origin}${base}theming.html`, { waitUntil: 'networkidle' });
  await page.getByLabel('--scanfill-radius').fill('24');
  const css = await page.locator('.playground-css').textContent();
  if (!css?.includes('--scanfill-radius: 24px;')) faults.push(`what is chosen is not told · theming.html: ${css}`);
  const worn = await page
    .locator('scan-fill')
    .evaluate((it) => getComputedStyle(it).getPropertyValue('--scanfill-radius'));
  if (worn !== '24px') faults.push(`what is chosen is not worn · theming.html: ${worn}`);
  await page.locator('scan-fill input[type=file]').first().setInputFiles(photo);
  await page
    .locator('scan-fill')
    .getByText('This did not work')
    .first()
    .waitFor({ timeout: 60_000 })
    .catch(() => faults.push('a photo without a session does not fail · theming.html'));
  await page.screenshot({ path: join(screenshots, 'playground-desk-light.png') });
  await page.context().close();
}

async function photograph() {
  for (const [size, width, height] of [
    ['phone', 390, 844],
    ['desk', 1440, 900],
  ])
    for (const colorScheme of ['light', 'dark']) {
      const page = await open({ viewport: { width, height }, colorScheme });
      for (const path of ['', 'theming.html', 'cards/id-card-front.html', 'problems.html', 'recipes/gateways.html']) {
        await page.goto(`${site.origin}${base}${path}`, { waitUntil: 'networkidle' });
        const name = path.replaceAll('/', '-').replace('.html', '') || 'start';
        await page.screenshot({ path: join(screenshots, `${name}-${size}-${colorScheme}.png`) });
      }
      await page.context().close();
    }
}
