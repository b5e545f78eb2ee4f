import { test } from 'vitest';
import { launchBrowser } from '../e2e/browser.ts';
import { buildPages, serveSite } from './site.ts';

test('shots', async () => {
  const pages = await buildPages(['gallery.html']);
  const site = await serveSite(pages.directory);
  const browser = await launchBrowser();
  const states = (process.env.STATES ?? 'idle,hint,uploading,recognising,done,refused,failed,nothing,review').split(
    ',',
  );
  for (const [name, viewport, scheme] of [
    ['phone', { width: 360, height: 740 }, 'light'],
    ['desk', { width: 900, height: 700 }, 'dark'],
  ] as const) {
    const context = await browser.newContext({
      viewport,
      colorScheme: scheme,
      deviceScaleFactor: 1,
      hasTouch: name === 'phone',
      isMobile: name === 'phone',
    });
    const page = await context.newPage();
    page.on('console', (m) => console.log(m.type(), m.text()));
    page.on('pageerror', (e) => console.log('ERR', e));
    for (const state of states) {
      await page.goto(`${site.url}/gallery.html?state=${state}&fill${process.env.EXTRA ?? ''}`);
      await page.waitForTimeout(500);
      await page.screenshot({ path: `/tmp/shots/${name}-${state}.png`, fullPage: true });
    }
    await context.close();
  }
  await browser.close();
  await site.stop();
  await pages.remove();
}, 120000);
