import { launchBrowser } from '../../e2e/browser.ts';
import { pageOver, type RemoteBrowser } from './remote.ts';

/** Chromium behind the same interface as the others, for tests that run in all three; it has no keys of WebDriver. */
export async function openChromium(): Promise<RemoteBrowser> {
  const browser = await launchBrowser();
  return {
    name: 'Chromium',
    async open(url, viewport = { width: 1280, height: 900 }) {
      const page = await browser.newPage({ viewport });
      await page.goto(url);
      const within = pageOver({
        call: async (source, json) => String(await page.evaluate(`(${source})(${JSON.stringify(json)})`)),
        act: () => Promise.reject(new Error('Chromium is not driven by WebDriver.')),
      });
      return {
        ...within,
        goto: async (address) => void (await page.goto(address)),
        choose: (selector, path) => page.locator(selector.replaceAll(' >>> ', ' ')).setInputFiles(path),
        resize: (width, height) => page.setViewportSize({ width, height }),
        screenshot: () => page.screenshot(),
        frame: () => Promise.reject(new Error('Frames are not looked into here.')),
        close: () => page.close(),
      };
    },
    close: () => browser.close(),
  };
}
