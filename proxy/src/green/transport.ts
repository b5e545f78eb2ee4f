import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { Agent, buildConnector, Client, type Dispatcher } from 'undici';

/** A signed request on its way: it is sent exactly as it stands. */
export type WireRequest = {
  /** Path and query of the request line. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/**
 * What became of one request. `not-sent`: the connection, its TLS included, was never handed over, so no byte of the
 * request left. `lost`: it may have arrived, and no whole answer came back. `cause` is a short code such as
 * `ECONNREFUSED`, never an address.
 */
export type Exchange =
  | { readonly kind: 'not-sent'; readonly cause: string }
  | { readonly kind: 'lost'; readonly cause: string }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly retryAfter: string | undefined;
      /** The `Date` header, in milliseconds since 1970; to the second. */
      readonly dateMs: number | undefined;
      readonly text: string;
    };

/** Sends requests to one origin, each at most once. Never rejects. */
export type Transport = {
  exchange(request: WireRequest, signal?: AbortSignal): Promise<Exchange>;
  close(): Promise<void>;
};

export type TransportOptions = {
  /** Scheme, host and port. */
  readonly origin: string;
  /** For the connection with its TLS handshake; its end proves `not-sent`. */
  readonly connectTimeoutMs: number;
  /** From the start to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Certificates to trust instead of the machine's own, PEM. */
  readonly ca?: string;
};

/** A hundred results of the fullest card are under one megabyte. */
const maxAnswerBytes = 8 * 1024 * 1024;

/**
 * A transport that opens a connection for each request and closes it afterwards. A kept connection may have been closed
 * by the other side just as the request is written, which would look like "perhaps sent"; a fresh one tells the two
 * apart. The connector hands over one socket only, so that nothing underneath can send a request a second time.
 */
export function createFreshTransport(options: TransportOptions): Transport {
  const open = new Set<Client>();
  return {
    async exchange(request, signal) {
      if (signal?.aborted) return { kind: 'not-sent', cause: 'aborted' };
      const connect = connector(options);
      let used = false;
      let handed = false;
      const client = new Client(options.origin, {
        pipelining: 0,
        allowH2: false,
        maxResponseSize: maxAnswerBytes,
        headersTimeout: 0,
        bodyTimeout: 0,
        connect: (target, callback) => {
          if (used) return callback(new Error('one connection only'), null);
          used = true;
          connect(target, (...args) => {
            if (args[0] === null && !client.destroyed) handed = true;
            callback(...args);
          });
        },
      });
      open.add(client);
      try {
        return await send(client, request, options.timeoutMs, signal);
      } catch (error) {
        return { kind: handed ? 'lost' : 'not-sent', cause: causeOf(error) };
      } finally {
        open.delete(client);
        await ended(client);
      }
    },
    async close() {
      await Promise.all([...open].map(ended));
    },
  };
}

/** A transport that keeps its connections, for queries: they are free, so a lost one is simply asked again. */
export function createKeptTransport(options: TransportOptions & { readonly connections: number }): Transport {
  const connect = connector(options);
  const connectErrors = new WeakSet<object>();
  const agent = new Agent({
    connections: options.connections,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: 20_000,
    maxResponseSize: maxAnswerBytes,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (target, callback) =>
      connect(target, (...args) => {
        if (args[0] !== null) connectErrors.add(args[0]);
        callback(...args);
      }),
  });
  return {
    async exchange(request, signal) {
      if (signal?.aborted) return { kind: 'not-sent', cause: 'aborted' };
      try {
        return await send(agent, { ...request, origin: options.origin }, options.timeoutMs, signal);
      } catch (error) {
        const notSent = error instanceof Error && connectErrors.has(error);
        return { kind: notSent ? 'not-sent' : 'lost', cause: causeOf(error) };
      }
    },
    async close() {
      await agent.destroy();
    },
  };
}

/** Whatever goes wrong with a connection that has served must not hide what was answered over it. */
async function ended(client: Client): Promise<void> {
  try {
    await client.destroy();
  } catch {
    // A runtime whose client cannot be destroyed closes it when it is collected.
  }
}

function connector(options: TransportOptions): ReturnType<typeof buildConnector> {
  return buildConnector({
    timeout: options.connectTimeoutMs,
    maxCachedSessions: 0,
    autoSelectFamily: true,
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  });
}

async function send(
  dispatcher: Dispatcher,
  request: WireRequest & { readonly origin?: string },
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Exchange> {
  const controller = new AbortController();
  const abort = (): void => controller.abort(new NamedCause('aborted'));
  const timer = setTimeout(() => controller.abort(new NamedCause('timeout')), timeoutMs);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const { origin, path, headers, body } = request;
    const answer = await dispatcher.request({
      ...(origin === undefined ? {} : { origin }),
      path,
      method: 'POST',
      // Not signed, and without it any coding would be allowed.
      headers: { ...headers, 'accept-encoding': 'identity' },
      body,
      signal: controller.signal,
    });
    const retryAfter = answer.headers['retry-after'];
    const date = Date.parse(String(answer.headers.date));
    return {
      kind: 'answer',
      status: answer.statusCode,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
      dateMs: Number.isFinite(date) ? date : undefined,
      text: decoded(Buffer.from(await answer.body.arrayBuffer()), answer.headers['content-encoding']),
    };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/**
 * Whoever stands in between may pack an answer all the same: it tells what was billed, so it is unpacked. Empty where
 * it cannot be.
 */
function decoded(body: Buffer, coding: string | string[] | undefined): string {
  const unpack = unpackers.get(String(coding ?? 'identity').toLowerCase());
  try {
    return (unpack ? unpack(body, { maxOutputLength: maxAnswerBytes }) : body).toString('utf8');
  } catch {
    return '';
  }
}

const unpackers = new Map([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  ['deflate', inflateSync],
  ['br', brotliDecompressSync],
]);

class NamedCause extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** A short code for the log: messages of socket errors name addresses. */
function causeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return causeOf(error.errors[0]);
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
