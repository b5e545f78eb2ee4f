import { defineBrowserProvider } from '@vitest/browser';
import type { BrowserProviderOption } from 'vitest/node';
import { type Running, startFirefox, startOnDisplay, webkitPath } from './start-browser.ts';

/**
 * Runs tests in Debian's Firefox or WebKit: started with the address of the tests and ended after them, no driver
 * between.
 */
export function plainBrowser(browser: 'firefox' | 'webkit'): BrowserProviderOption {
  return defineBrowserProvider({
    name: `plain-${browser}`,
    options: {},
    providerFactory: () => {
      const running: Running[] = [];
      return {
        name: 'plain',
        supportsParallelism: false,
        getCommandsContext: () => ({}),
        async openPage(_session, url) {
          const start = () =>
            browser === 'firefox' ? startFirefox([url]) : startOnDisplay(webkitPath(), ['--private', url]);
          running.push(await start());
        },
        async close() {
          for (const one of running) await one.stop();
        },
      };
    },
  });
}
