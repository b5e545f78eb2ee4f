import { startOnDisplay, webkitPath } from '../../../widget/testing/start-browser.ts';
import { freePort, pause } from '../../harness/processes.ts';
import { pageOver, type RemoteBrowser, type RemotePage } from './remote.ts';

type Ask = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>;

/**
 * WebKitGTK, whose engine is Safari's, on a display of its own, driven over WebDriver
 * (https://www.w3.org/TR/webdriver2/) by its own driver.
 */
export async function openWebKit(camera = false): Promise<RemoteBrowser> {
  const port = await freePort();
  const driver = await startOnDisplay('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore' });
  const ask = askAt(`http://127.0.0.1:${port}`);
  await isReady(ask);
  let last = '';
  const start = async (): Promise<RemotePage> => {
    // The driver holds one at a time.
    if (last) await ask('DELETE', `/session/${last}`).catch(() => undefined);
    const args = [
      '--automation',
      ...(camera ? ['--enable-media-stream=true', '--enable-mock-capture-devices=true'] : []),
    ];
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary: webkitPath(), args } } };
    const { sessionId } = (await ask('POST', '/session', { capabilities })) as { sessionId: string };
    last = sessionId;
    return pageIn((method, path, body) => ask(method, `/session/${sessionId}${path}`, body));
  };
  // One window for all pages, since to start another takes a second; it starts anew where a page could not let go of
  // it.
  let window: RemotePage | undefined;
  return {
    name: 'WebKit',
    async open(url, { width, height } = { width: 1280, height: 900 }) {
      const page = window ?? (await start());
      window = undefined;
      await page.resize(width, height);
      await page.goto(url);
      return {
        ...page,
        async close() {
          await page.goto('about:blank');
          window = page;
        },
      };
    },
    close: () => driver.stop(),
  };
}

function pageIn(ask: Ask): RemotePage {
  const page = pageOver({
    call: async (source, json) => {
      const script = `const done = arguments[1]; (${source})(arguments[0]).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const answer = (await ask('POST', '/execute/async', { script, args: [json] })) as Record<string, unknown>;
      if (typeof answer.value !== 'string') throw new Error(`In the page: ${answer.error}`);
      return answer.value;
    },
    act: async (actions) => void (await ask('POST', '/actions', { actions })),
  });
  const element = async (selector: string) => {
    await page.waitFor(selector);
    return (await ask('POST', '/execute/sync', { script: elementSource, args: [selector] })) as Record<string, string>;
  };
  const choose: RemotePage['choose'] = async (selector, path) => {
    const [id] = Object.values(await element(selector));
    await ask('POST', `/element/${id}/value`, { text: path });
  };
  return {
    ...page,
    choose,
    async goto(url) {
      await ask('POST', '/url', { url });
      // On a crowded machine it answers before the page's own scripts have run.
      const isThere = () => page.run(() => document.readyState === 'complete');
      for (let tries = 0; tries < 250 && !(await isThere()); tries++) await pause(20);
    },
    async resize(width, height) {
      await ask('POST', '/window/rect', { width, height });
      const inner = await page.run(() => ({ width: innerWidth, height: innerHeight }));
      // The window has bars of its own around the page.
      await ask('POST', '/window/rect', { width: 2 * width - inner.width, height: 2 * height - inner.height });
    },
    screenshot: async () => Buffer.from(String(await ask('GET', '/screenshot')), 'base64'),
    async frame(selector) {
      const inside = async <T>(work: () => Promise<T>): Promise<T> => {
        await ask('POST', '/frame', { id: await element(selector) });
        try {
          return await work();
        } finally {
          await ask('POST', '/frame', { id: null });
        }
      };
      return {
        run: (script, ...args) => inside(() => page.run(script, ...args)),
        waitFor: (inner) => inside(() => page.waitFor(inner)),
        choose: (inner, path) => inside(() => choose(inner, path)),
      };
    },
    close: async () => void (await ask('DELETE', '')),
  };
}

const elementSource = `return arguments[0].split(' >>> ').reduce((scope, step) => (scope.shadowRoot ?? scope).querySelector(step), document)`;

function askAt(address: string): Ask {
  return async (method, path, body) => {
    const init = { method, signal: AbortSignal.timeout(20_000), ...(body ? { body: JSON.stringify(body) } : {}) };
    const response = await fetch(address + path, init).catch((cause: unknown) => {
      throw new Error(`WebKit: ${method} ${path.slice(0, 200)} has no answer.`, { cause });
    });
    const { value } = (await response.json()) as { value: unknown };
    if (!response.ok) throw new Error(`WebKit: ${method} ${path.slice(0, 200)}: ${JSON.stringify(value)}`);
    return value;
  };
}

/** Asks until the driver listens. */
async function isReady(ask: Ask): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await ask('GET', '/status');
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
