import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';

/** Debian's Chromium, headless, with everything off that would reach for the network. `more`: a test's own switches. */
export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      ...more,
    ],
  });
}

/** What a page did that its owner should know of: errors, refused content, requests by address. */
export type Watched = {
  readonly page: Page;
  readonly requests: string[];
  readonly complaints: string[];
  uploads(): number;
};

/** Opens an address and writes down every request and complaint. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url);
  return {
    page,
    requests,
    complaints,
    uploads: () => requests.filter((request) => /^POST .*\/v1\/scans/.test(request)).length,
  };
}

/** Drops a file on an element, as a hand with a mouse would. */
export async function dropFile(
  target: Locator,
  file: { name: string; type: string; bytes: Uint8Array; zeros?: number | undefined },
): Promise<void> {
  const transfer = await target.page().evaluateHandle(
    ({ name, type, base64, zeros }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes, new Uint8Array(zeros)], name, { type }));
      return data;
    },
    {
      name: file.name,
      type: file.type,
      base64: Buffer.from(file.bytes).toString('base64'),
      // The browser takes no message of a hundred megabytes: it makes what is empty itself.
      zeros: file.zeros ?? 0,
    },
  );
  for (const event of ['dragenter', 'dragover', 'drop']) await target.dispatchEvent(event, { dataTransfer: transfer });
}
