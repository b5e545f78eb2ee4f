import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** A page under watch: what its policy forbade, what it asked of other origins, workers it started, errors it threw. */
export type Watch = {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly foreign: string[];
  readonly workers: string[];
  readonly errors: string[];
  violations(): Promise<readonly string[]>;
};

/** Opens a page and watches it from its first byte. */
export async function watchPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Watch> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const foreign: string[] = [];
  const workers: string[] = [];
  const errors: string[] = [];
  const { origin } = new URL(url);
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) foreign.push(request.url());
  });
  page.on('worker', (worker) => workers.push(worker.url()));
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { policyViolations: seen });
    document.addEventListener('securitypolicyviolation', (event) => {
      seen.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  await page.goto(url);
  return {
    page,
    context,
    foreign,
    workers,
    errors,
    violations: () => page.evaluate(() => (globalThis as unknown as { policyViolations: string[] }).policyViolations),
  };
}
