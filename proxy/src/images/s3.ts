import { Readable } from 'node:stream';
import { Agent, type Dispatcher } from 'undici';
import { ProblemError } from '../base/problem-error.ts';
import type { Credentials } from '../green/credentials.ts';
import { createS3Signer, escaped } from './s3-signer.ts';
import { spooled } from './spool.ts';

/** A bucket and who asks. */
export type S3Target = {
  /** Address of the bucket, without a slash at its end. */
  readonly base: string;
  readonly region: string;
  readonly credentials: Credentials;
};

/** An object on its way. */
export type S3Upload = {
  readonly key: string;
  readonly mediaType: string;
  /**
   * Undefined where the length is not known: it is found out in a sealed temporary file first, as S3 takes no upload
   * without.
   */
  readonly bytes: number | undefined;
  /** The bucket is asked to encrypt it (SSE-S3). */
  readonly encrypted?: boolean;
};

/** An object that is being read; its content may be read once. */
export type S3Object = { readonly bytes: number; readonly content: AsyncIterable<Uint8Array>; close(): void };

/**
 * The few calls of S3 that the image hosts need. A failure that may pass is `store-unavailable`, any other an
 * `S3Error`.
 */
export type S3 = {
  /**
   * Reads the source once, with back-pressure; leaves nothing behind when it rejects. Gives how the bucket says that it
   * has encrypted it; undefined where it says nothing.
   */
  put(
    target: S3Target,
    upload: S3Upload,
    source: AsyncIterable<Uint8Array>,
    signal?: AbortSignal,
  ): Promise<string | undefined>;
  /** Puts an empty object, which stays whatever becomes of the answer. */
  mark(target: S3Target, key: string, encrypted: boolean): Promise<void>;
  /** Undefined where there is no such object. */
  get(target: S3Target, key: string): Promise<S3Object | undefined>;
  /** In silence where there is no such object. */
  erase(target: S3Target, key: string): Promise<void>;
  /** An address that serves the object to whoever has it, for so long. */
  presign(target: S3Target, key: string, seconds: number): Promise<string>;
  list(target: S3Target, prefix: string): AsyncIterable<{ readonly key: string; readonly changedAtMs: number }>;
  close(): Promise<void>;
};

const encryptionHeader = 'x-amz-server-side-encryption';
const wish = { [encryptionHeader]: 'AES256' };

/** The bucket refused: its status and its own code. */
export class S3Error extends Error {
  override readonly name = 'S3Error';
  readonly status: number;
  readonly code: string;
  constructor(method: string, status: number, code: string) {
    super(`the bucket answered ${method} with ${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

/**
 * The address of a bucket. OSS takes the bucket in the host name only, S3 prefers it there; others (MinIO, R2) have it
 * in the path.
 */
export function bucketBase(endpoint: string, bucket: string): string {
  const url = new URL(endpoint);
  const inHost = /(^|\.)(aliyuncs\.com|amazonaws\.com(\.cn)?)$/.test(url.hostname);
  if (inHost && !url.hostname.startsWith(`${bucket}.`)) url.hostname = `${bucket}.${url.hostname}`;
  return inHost ? url.origin : `${url.origin}/${bucket}`;
}

type CallOptions = {
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly amz?: Readonly<Record<string, string>>;
  readonly body?: AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
};

/**
 * S3 over connections of its own, with the payload unsigned so that it can stream. No retries but one: see below.
 */
export function createS3({ now = Date.now }: { readonly now?: () => number } = {}): S3 {
  const agent = new Agent({
    connections: 256,
    pipelining: 1,
    headersTimeout: 30_000,
    bodyTimeout: 30_000,
    connect: { timeout: 5_000 },
  });

  const signer = createS3Signer();
  const unsigned = (target: S3Target, method: string, key: string, query: Readonly<Record<string, string>> = {}) => {
    const { origin, host, pathname } = new URL(target.base);
    const path = `${pathname.replace(/\/$/, '')}/${key.split('/').map(escaped).join('/')}`;
    return { origin, method, host, path, query, ...target, atMs: now() };
  };

  async function send(
    target: S3Target,
    method: Dispatcher.HttpMethod,
    key: string,
    options: CallOptions = {},
  ): Promise<Dispatcher.ResponseData> {
    const { query, headers = {}, amz = {}, body, signal } = options;
    const request = { ...unsigned(target, method, key, query), amz };
    const signed = signer.header(request);
    let response: Dispatcher.ResponseData;
    let text: string;
    try {
      response = await agent.request({
        origin: request.origin,
        path: request.path + signed.search,
        method,
        headers: { ...headers, ...signed.headers },
        ...(body === undefined ? {} : { body: Readable.from(body, { highWaterMark: 1 }) }),
        ...(signal === undefined ? {} : { signal }),
      });
      if (response.statusCode < 300) return response;
      text = await response.body.text();
    } catch (cause) {
      throw unavailable(cause);
    }
    const { statusCode: status } = response;
    const error = new S3Error(method, status, /<Code>([^<]+)<\/Code>/.exec(text)?.[1] ?? '');
    throw status >= 500 || status === 429 || status === 408 ? unavailable(error) : error;
  }

  async function call(
    target: S3Target,
    method: Dispatcher.HttpMethod,
    key: string,
    options?: CallOptions,
  ): Promise<string> {
    const { body } = await send(target, method, key, options);
    return body.text().catch((cause: unknown) => {
      throw unavailable(cause);
    });
  }

  async function get(target: S3Target, key: string): Promise<S3Object | undefined> {
    let response: Dispatcher.ResponseData;
    try {
      response = await send(target, 'GET', key);
    } catch (error) {
      if (error instanceof S3Error && error.status === 404) return undefined;
      throw error;
    }
    const { body, headers } = response;
    // Closed before its end, it fails in nobody's ears.
    body.on('error', () => {});
    const told = headers['content-length'];
    if (typeof told === 'string' && /^\d+$/.test(told))
      return { bytes: Number(told), content: body, close: () => body.destroy() };
    const whole = await body.bytes().catch((cause: unknown) => {
      throw unavailable(cause);
    });
    return { bytes: whole.length, content: Readable.from([whole]), close: () => {} };
  }

  async function erase(target: S3Target, key: string): Promise<void> {
    try {
      await call(target, 'DELETE', key);
    } catch (error) {
      if (!(error instanceof S3Error) || error.status !== 404) throw error;
    }
  }

  async function stream(
    target: S3Target,
    { key, mediaType, encrypted = false }: S3Upload,
    bytes: number,
    source: AsyncIterable<Uint8Array>,
    signal: AbortSignal | undefined,
  ): Promise<string | undefined> {
    const watched = watch(source);
    const attempt = () =>
      send(target, 'PUT', key, {
        headers: { 'content-type': mediaType, 'content-length': String(bytes) },
        ...(encrypted ? { amz: wish } : {}),
        body: watched.source,
        ...(signal === undefined ? {} : { signal }),
      });
    try {
      // A kept connection may turn out closed just now; as long as nothing was taken from the source a second one can
      // be tried.
      const { headers, body } = await attempt().catch((error: unknown) =>
        watched.started() || signal?.aborted ? Promise.reject(error) : attempt(),
      );
      await body.dump().catch((cause: unknown) => {
        throw unavailable(cause);
      });
      const encryption = headers[encryptionHeader];
      return typeof encryption === 'string' ? encryption : undefined;
    } catch (error) {
      // The bucket may have kept it although its answer was lost.
      if (watched.started()) await erase(target, key).catch(() => {});
      signal?.throwIfAborted();
      throw watched.failure() ?? error;
    }
  }

  return {
    put: (target, upload, source, signal) =>
      upload.bytes === undefined
        ? spooled(source, signal, (bytes, again) => stream(target, upload, bytes, again, signal))
        : stream(target, upload, upload.bytes, source, signal),

    async mark(target, key, encrypted) {
      const headers = { 'content-type': 'text/plain', 'content-length': '0' };
      await call(target, 'PUT', key, { headers, ...(encrypted ? { amz: wish } : {}) });
    },

    get,
    erase,

    async presign(target, key, seconds) {
      const request = unsigned(target, 'GET', key);
      return request.origin + request.path + signer.query(request, seconds);
    },

    async *list(target, prefix) {
      let token: string | undefined;
      do {
        const query = {
          'list-type': '2',
          prefix,
          ...(token === undefined ? {} : { 'continuation-token': token }),
        };
        const page = await call(target, 'GET', '', { query });
        for (const [, entry = ''] of page.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)) {
          const changedAtMs = Date.parse(element(entry, 'LastModified') ?? '');
          const key = element(entry, 'Key');
          if (key !== undefined && Number.isFinite(changedAtMs)) yield { key, changedAtMs };
        }
        token = element(page, 'NextContinuationToken');
      } while (token !== undefined);
    },

    close: () => agent.destroy(),
  };
}

const unavailable = (cause: unknown): ProblemError =>
  new ProblemError('store-unavailable', undefined, { cause, retryAfterSeconds: 5 });

/** Text of the first element of this name. */
function element(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text?.replace(/&(lt|gt|quot|apos|amp);/g, (_, entity: string) => entities[entity] ?? '');
}

/**
 * A source that remembers whether anything was taken from it, and what it threw: its own error must not look like the
 * bucket's.
 */
function watch(source: AsyncIterable<Uint8Array>) {
  let started = false;
  let failure: unknown;
  async function* watched(): AsyncGenerator<Uint8Array> {
    started = true;
    try {
      yield* source;
    } catch (error) {
      failure = error;
      throw error;
    }
  }
  return {
    source: { [Symbol.asyncIterator]: () => watched() },
    started: () => started,
    failure: () => failure,
  };
}
