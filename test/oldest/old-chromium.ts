import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { pageOver, type RemotePage } from '../browsers/driver/remote.ts';

type Answer = { readonly [key: string]: unknown };

/** A page in an old browser, and what went wrong in it. */
export type OldPage = Pick<RemotePage, 'run' | 'waitFor' | 'choose' | 'screenshot' | 'close'> & {
  readonly errors: readonly string[];
};

/** A Chromium of any age, driven over its own protocol, whose oldest commands are all that is used. */
export type OldBrowser = { open(url: string): Promise<OldPage>; close(): Promise<void> };

/** Starts one without a window, in a profile of its own. */
export async function openOldChromium(path: string): Promise<OldBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'scanfill-old-'));
  const child = spawn(
    path,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-zygote',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const end = (): void => {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  process.once('exit', end);
  const address = await new Promise<string>((resolve, reject) => {
    const lines = createInterface({ input: child.stderr });
    lines.on('line', (line) => {
      const found = /listening on (ws:\S+)/.exec(line)?.[1];
      if (found) resolve(found);
    });
    lines.once('close', () => reject(new Error(`${path} ended before it could be driven.`)));
  });
  const { send, listen, terminate } = await connect(address);
  return {
    async open(url) {
      const { browserContextId } = await send('Target.createBrowserContext', {});
      const { targetId } = await send('Target.createTarget', { url: 'about:blank', browserContextId });
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
      const errors: string[] = [];
      const ask = (method: string, params: object): Promise<Answer> => send(method, params, String(sessionId));
      listen(String(sessionId), 'Runtime.exceptionThrown', ({ exceptionDetails }) => {
        const { text, exception } = exceptionDetails as { text: string; exception?: { description?: string } };
        errors.push(exception?.description ?? text);
      });
      await ask('Runtime.enable', {});
      await ask('Page.enable', {});
      await ask('Emulation.setDeviceMetricsOverride', { width: 420, height: 900, deviceScaleFactor: 1, mobile: false });
      const loaded = new Promise<void>((resolve) => listen(String(sessionId), 'Page.loadEventFired', () => resolve()));
      await ask('Page.navigate', { url });
      await loaded;
      const evaluate = async (expression: string, returnByValue: boolean): Promise<Answer> => {
        const answer = await ask('Runtime.evaluate', { expression, awaitPromise: true, returnByValue });
        if (answer.exceptionDetails) throw new Error(`In the page: ${JSON.stringify(answer.exceptionDetails)}`);
        return answer.result as Answer;
      };
      const page = pageOver({
        call: async (source, json) => String((await evaluate(`(${source})(${JSON.stringify(json)})`, true)).value),
        act: () => Promise.reject(new Error('There is no WebDriver in an old Chromium.')),
      });
      return {
        errors,
        run: page.run,
        waitFor: page.waitFor,
        async choose(selector, file) {
          await page.waitFor(selector);
          const find = `${JSON.stringify(selector)}.split(' >>> ').reduce((scope, step) => (scope.shadowRoot || scope).querySelector(step), document)`;
          const { objectId } = await evaluate(find, false);
          await ask('DOM.setFileInputFiles', { objectId, files: [file] });
        },
        async screenshot() {
          const { data } = await ask('Page.captureScreenshot', {});
          return Buffer.from(String(data), 'base64');
        },
        close: async () => void (await send('Target.disposeBrowserContext', { browserContextId })),
      };
    },
    async close() {
      terminate();
      process.off('exit', end);
      end();
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function connect(address: string) {
  const socket = new WebSocket(address, { maxPayload: 256 * 1024 * 1024 });
  const asked = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, (params: Answer) => void>();
  let last = 0;
  socket.on('message', (data) => {
    const message: Answer = JSON.parse(String(data));
    const waiting = asked.get(Number(message.id));
    if (!waiting) return listeners.get(`${message.sessionId} ${message.method}`)?.(message.params as Answer);
    asked.delete(Number(message.id));
    if (message.error) waiting.reject(new Error(JSON.stringify(message.error)));
    else waiting.resolve(message.result as Answer);
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    send: (method: string, params: object, sessionId?: string): Promise<Answer> =>
      new Promise((resolve, reject) => {
        asked.set(++last, { resolve, reject });
        socket.send(JSON.stringify({ id: last, method, params, ...(sessionId ? { sessionId } : {}) }));
      }),
    listen: (sessionId: string, method: string, take: (params: Answer) => void) =>
      void listeners.set(`${sessionId} ${method}`, take),
    terminate: () => socket.terminate(),
  };
}
