import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import type { BrowserProviderOption } from 'vitest/node';
import { plainBrowser } from './testing/vitest-browser.ts';

/** Debian's Chromium unless `CHROMIUM` names another; without either, Playwright looks for its own. */
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** A server that behaves like a proxy, or like a bad connection to one, for tests of the real XMLHttpRequest. */
function testEndpoints(): Plugin {
  return {
    name: 'test-endpoints',
    configureServer(server) {
      server.middlewares.use('/test-endpoints', (request, response) => {
        const url = new URL(request.url ?? '/', 'http://test');
        if (url.pathname === '/silent') return;
        if (url.pathname === '/cut') {
          request.once('data', () => request.socket.destroy());
          return;
        }
        let length = 0;
        request.on('data', (chunk: Uint8Array) => {
          length += chunk.length;
        });
        request.on('end', () => {
          const { authorization, 'content-type': type, 'idempotency-key': key } = request.headers;
          const scan = {
            id: 'scan-1',
            card: url.searchParams.get('card') ?? 'bank-card',
            createdAt: '2026-11-23T08:00:00Z',
          };
          const isPost = request.method === 'POST';
          if (request.method === 'DELETE') response.writeHead(204).end();
          else {
            response.writeHead(isPost ? 202 : 200, { 'content-type': 'application/json', 'retry-after': '7' });
            const raw = { length, authorization, type, key };
            response.end(
              JSON.stringify(isPost ? { ...scan, state: 'queued', raw } : { ...scan, state: 'done', fields: {} }),
            );
          }
        });
      });
    },
  };
}

/** Tests run on the sources: neither this package nor the proxy has to be built first. */
const alias = { '@scanfill/proxy/contract': fileURLToPath(new URL('../proxy/src/contract.ts', import.meta.url)) };

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [react()],
        resolve: { alias },
        test: {
          name: 'widget-dom',
          testTimeout: 20_000,
          // Filling mostly waits: three files at once keep two cores busy.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          environment: 'jsdom',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
          exclude: ['src/**/*.browser.test.{ts,tsx}'],
        },
      },
      inBrowser(
        'chromium',
        playwright({ launchOptions: { args, ...(existsSync(chromium) ? { executablePath: chromium } : {}) } }),
      ),
      inBrowser('firefox', plainBrowser('firefox')),
      inBrowser('webkit', plainBrowser('webkit')),
    ],
  },
});

/** The tests that need a real browser, in one. */
function inBrowser(
  browser: 'chromium' | 'firefox' | 'webkit',
  provider: BrowserProviderOption,
): TestProjectConfiguration {
  return {
    plugins: [react(), testEndpoints()],
    resolve: { alias },
    server: { host: '127.0.0.1' },
    optimizeDeps: { include: ['browser-image-compression'] },
    test: {
      name: `in-${browser}`,
      testTimeout: 30_000,
      sequence: { groupOrder: 2 },
      include: ['src/**/*.browser.test.{ts,tsx}'],
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        api: { host: '127.0.0.1' },
        provider,
        instances: [{ browser, name: `widget-${browser}` }],
      },
    },
  };
}
