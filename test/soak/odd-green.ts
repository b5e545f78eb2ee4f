import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CardName, type CardSpec, cards } from '@scanfill/proxy/contract';
import { canary } from './canary.ts';
import type { Draw } from './draw.ts';

/** An upstream that takes everything and answers oddly in a share of its calls. */
export type OddGreen = {
  readonly url: string;
  /** Addresses for notifications that it was told, the latest last. */
  readonly callbacks: readonly string[];
  /** So many of its answers were odd. */
  odd(): number;
  answers(): number;
  /** From now on so many of its answers are odd. */
  setOdd(share: number): void;
  stop(): Promise<void>;
};

const mostCallbacks = 200;

/** Fields of a card, each with the canary in it, as Green spells them. */
function fieldsOf(card: string): Record<string, unknown> {
  const spec: CardSpec | undefined = card in cards ? cards[card as CardName] : undefined;
  const named = Object.entries(spec?.fields ?? {}).map(([name, { wire }]) => [wire?.[0] ?? name, `${canary} ${name}`]);
  return spec === undefined ? {} : { [spec.property]: Object.fromEntries(named) };
}

/** Starts one on loopback; `odd` is the share of its answers that nobody would expect. */
export async function startOddGreen(draw: Draw, odd: number): Promise<OddGreen> {
  let share = odd;
  let answered = 0;
  let oddly = 0;
  const nonces = new Set<string>();
  const tasks = new Map<string, { readonly dataId: string; readonly card: string; looks: number }>();
  const callbacks: string[] = [];
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const ok = (data: unknown) => ({ code: 200, msg: 'OK', requestId: `R-${draw.below(1e9)}`, data });

  function submitted(body: string): unknown {
    const { tasks: asked = [], callback, extras } = parsed(body);
    if (typeof callback === 'string') {
      callbacks.push(callback);
      if (callbacks.length > mostCallbacks) callbacks.shift();
    }
    const card = String((extras as { card?: unknown } | undefined)?.card ?? '');
    return ok(
      (asked as { dataId: string; url: string }[]).map(({ dataId, url }) => {
        const taskId = `img-${draw.below(1e12)}`;
        tasks.set(taskId, { dataId, card, looks: 0 });
        return { code: 200, msg: 'OK', dataId, taskId, url };
      }),
    );
  }

  function looked(body: string): unknown {
    const asked = JSON.parse(body) as unknown;
    const ids = Array.isArray(asked) ? asked.map(String) : [];
    return ok(
      ids.map((taskId) => {
        const task = tasks.get(taskId);
        if (task === undefined) return { code: 404, msg: 'NOT_FOUND', taskId };
        tasks.delete(taskId);
        const results = [{ scene: 'ocr', label: 'ocr', suggestion: 'review', rate: 99.9, ...fieldsOf(task.card) }];
        return { code: 200, msg: 'OK', taskId, dataId: task.dataId, extras: {}, results };
      }),
    );
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return;
    }
    const body = Buffer.concat(chunks).toString('utf8');
    answered += 1;
    const nonce = String(request.headers['x-acs-signature-nonce'] ?? '');
    if (nonces.has(nonce)) return say(response, 400, { Code: 'SignatureNonceUsed', Message: 'used', RequestId: 'R' });
    nonces.add(nonce);
    if (nonces.size > 50_000) nonces.clear();
    let right: unknown = ok([]);
    try {
      if (request.url?.includes('asyncscan')) right = submitted(body);
      if (request.url?.includes('results')) right = looked(body);
    } catch {
      right = ok([]);
    }
    if (!draw.chance(share)) return say(response, 200, right);
    oddly += 1;
    oddAnswer(draw, right, response);
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    callbacks,
    odd: () => oddly,
    answers: () => answered,
    setOdd: (next) => {
      share = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function parsed(body: string): Record<string, unknown> {
  const value: unknown = JSON.parse(body);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function say(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' }).end(JSON.stringify(body));
}

/** What no Green would answer: broken, huge, deep, of another type, late, cut off. */
function oddAnswer(draw: Draw, right: unknown, response: ServerResponse): void {
  const text = JSON.stringify(right);
  const raw = (status: number, body: string | Buffer, headers: Record<string, string> = {}): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  };
  const at = draw.below(Math.max(1, text.length));
  const ways: readonly (() => void)[] = [
    () => raw(200, text.slice(0, at)),
    () => raw(200, text.slice(0, at) + draw.pick(['"', '}', '\u0000', '\u202e', '9'.repeat(400)]) + text.slice(at)),
    () => raw(200, draw.bytes(1 + draw.below(300))),
    () => raw(200, `${'['.repeat(20_000)}${']'.repeat(20_000)}`),
    () =>
      raw(draw.pick([301, 302, 401, 403, 404, 413, 429, 500, 502, 503, 504]), `<h1>${canary}</h1>`, {
        'content-type': 'text/html',
      }),
    () => raw(200, text.replaceAll('200', draw.pick(['"200"', '480', '586', '999999999999', 'null', '-1', '[]']))),
    () =>
      raw(200, text.replaceAll('"dataId"', '"dataID"').replaceAll('"taskId"', draw.pick(['"task"', '"taskId":1,"x"']))),
    () =>
      raw(
        200,
        JSON.stringify({
          ...(right as object),
          data: draw.pick<unknown>([null, 7, 'x', {}, [null], [[]], [{ code: 200 }]]),
        }),
      ),
    () => raw(200, ' '.repeat(200_000)),
    () => raw(200, text, { 'content-encoding': draw.pick(['gzip', 'br', 'zstd', 'deflate']) }),
    () => raw(200, text, { 'content-length': String(text.length + 50) }),
    () =>
      raw(
        400,
        JSON.stringify({
          Code: draw.pick(['Throttling.User', 'InternalError', 'x'.repeat(5_000), 'Signature\u0000']),
          Message: canary,
          RequestId: 'R',
        }),
      ),
    () => response.socket?.resetAndDestroy(),
    () => response.socket?.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab'),
    () => response.socket?.end(`${canary} is no HTTP\r\n\r\n`),
    () => void setTimeout(() => raw(200, text), 800),
  ];
  draw.pick(ways)();
}
