import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { startFirefox } from '../../../widget/testing/start-browser.ts';
import { pageOver, type RemoteBrowser, type RemotePage } from './remote.ts';

type Answer = { readonly [key: string]: unknown };
type Send = (method: string, params: object) => Promise<Answer>;

/**
 * Debian's Firefox without a window, driven over WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), which it
 * speaks itself.
 */
export async function openFirefox(
  camera = false,
  preferences: Readonly<Record<string, boolean>> = {},
): Promise<RemoteBrowser> {
  const firefox = await startFirefox(['--remote-debugging-port', '0'], {
    camera,
    preferences,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { send, end } = await connect(await addressOf(firefox.child.stderr));
  await send('session.new', { capabilities: {} });
  return {
    name: 'Firefox',
    async open(url, size = { width: 1280, height: 900 }) {
      const { userContext } = await send('browser.createUserContext', {});
      const { context } = await send('browsingContext.create', { type: 'tab', userContext });
      const page = pageIn(String(context), send);
      await page.resize(size.width, size.height);
      await page.goto(url);
      return {
        ...page,
        close: async () => void (await send('browser.removeUserContext', { userContext })),
      };
    },
    async close() {
      end();
      await firefox.stop();
    },
  };
}

function pageIn(context: string, send: Send): RemotePage {
  const callFunction = async (functionDeclaration: string, json: string): Promise<Answer> => {
    const args = { arguments: [{ type: 'string', value: json }], target: { context } };
    const answer = await send('script.callFunction', { functionDeclaration, awaitPromise: true, ...args });
    if (answer.type !== 'success') throw new Error(`In the page: ${JSON.stringify(answer.exceptionDetails)}`);
    return answer.result as Answer;
  };
  const page = pageOver({
    call: async (source, json) => String((await callFunction(source, json)).value),
    act: async (actions) => void (await send('input.performActions', { context, actions })),
  });
  return {
    ...page,
    goto: async (url) => void (await send('browsingContext.navigate', { context, url, wait: 'complete' })),
    async choose(selector, path) {
      await page.waitFor(selector);
      const { sharedId } = await callFunction(elementSource, selector);
      await send('input.setFiles', { context, element: { sharedId }, files: [path] });
    },
    resize: async (width, height) =>
      void (await send('browsingContext.setViewport', { context, viewport: { width, height } })),
    async screenshot() {
      const { data } = await send('browsingContext.captureScreenshot', { context });
      return Buffer.from(String(data), 'base64');
    },
    async frame(selector) {
      const result = await callFunction(`async (selector) => (${elementSource})(selector).contentWindow`, selector);
      return pageIn(String((result.value as Answer).context), send);
    },
    close: async () => void (await send('browsingContext.close', { context })),
  };
}

const elementSource = `(selector) => selector.split(' >>> ').reduce((scope, step) => (scope.shadowRoot ?? scope).querySelector(step), document)`;

async function addressOf(stderr: NodeJS.ReadableStream | null): Promise<string> {
  if (!stderr) throw new Error('Firefox has no error output.');
  const lines = createInterface({ input: stderr });
  return await new Promise((resolve, reject) => {
    // Read on to its end, so that the pipe never fills.
    lines.on('line', (line) => {
      const address = /listening on (ws:\S+)/.exec(line)?.[1];
      if (address) resolve(`${address}/session`);
    });
    lines.once('close', () => reject(new Error('Firefox ended before it could be driven.')));
  });
}

async function connect(address: string): Promise<{ send: Send; end: () => void }> {
  const socket = new WebSocket(address, { maxPayload: 256 * 1024 * 1024 });
  const asked = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  let last = 0;
  socket.on('message', (data) => {
    const message: Answer = JSON.parse(String(data));
    const waiting = asked.get(Number(message.id));
    if (message.type === 'success') waiting?.resolve(message.result as Answer);
    else waiting?.reject(new Error(`${message.error}: ${message.message}`));
    asked.delete(Number(message.id));
  });
  socket.on('close', () => {
    for (const { reject } of asked.values()) reject(new Error('Firefox is gone.'));
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const send: Send = (method, params) =>
    new Promise((resolve, reject) => {
      asked.set(++last, { resolve, reject });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  return { send, end: () => socket.terminate() };
}
