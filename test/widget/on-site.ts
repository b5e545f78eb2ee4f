import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from '../e2e/browser.ts';
import { createScanService, type ScanService } from './scan-service.ts';
import { buildPages, type Pages, type Site, serveSite } from './site.ts';
import { frontFields } from './specimen.ts';

/** What one test works with: a page in a browser of its own, not opened yet, and the service behind it. */
export type Place = { readonly page: Page; readonly service: ScanService; readonly url: string };

/**
 * A browser and a site for the tests of a file. `built`: pages that a bundler has to build first. Gives what makes a
 * place for one test.
 */
export function onSite(built: readonly string[] = []): () => Promise<Place> {
  let browser: Browser;
  let pages: Pages | undefined;
  let site: Site;
  let service: ScanService;
  let page: Page | undefined;
  beforeAll(async () => {
    [browser, pages] = await Promise.all([launchBrowser(), built.length > 0 ? buildPages(built) : undefined]);
    site = await serveSite(pages?.directory, (request, response) => service.handler(request, response));
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    await pages?.remove();
  });
  return async () => {
    service = createScanService();
    service.answer('id-card-front', frontFields);
    await page?.context().close();
    page = await (await browser.newContext()).newPage();
    return { page, service, url: site.url };
  };
}
