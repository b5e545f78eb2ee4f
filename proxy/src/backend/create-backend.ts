import { setTimeout as pause } from 'node:timers/promises';
import { secretWeakness } from '../base/secret-strength.ts';
import { isLoopback } from '../config/loopback.ts';
import { limits } from '../contract/limits.ts';
import type { Scan } from '../contract/scan.ts';
import { mintBackendToken } from './backend-token.ts';
import { type Scans, usualWaitMs } from './scans.ts';

/** Where the proxy is, and what it knows this backend by. */
export type BackendOptions = {
  /** The proxy's address, mount path included, such as `https://kyc.example/scanfill`. */
  readonly endpoint: string;
  /** BACKEND_SECRET of the proxy. */
  readonly secret: string;
  /** Nobody else is on the wire to the proxy: `http:` is taken then. Else it has to be https, or on loopback. */
  readonly privateNetwork?: boolean;
};

/** What the proxy answered instead of a scan; `code` is the problem's, or `unreachable`. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  readonly code: string;
  /** The HTTP status; undefined where there was no answer. */
  readonly status: number | undefined;
  constructor(code: string, status: number | undefined, options?: ErrorOptions) {
    super(`the proxy ${status === undefined ? 'cannot be reached' : `answered ${status} ${code}`}`, options);
    this.code = code;
    this.status = status;
  }
}

/** What an answer may take beyond the time that the proxy was asked to hold it. */
const answerMs = 15_000;
const retryMs = 1_000;

/**
 * A host's backend's own way to its visitors' scans, server to server, never by a visitor's token. Throws a
 * `RangeError` where endpoint or secret are none.
 *
 * @example
 * const backend = createBackend({ endpoint: 'https://kyc.example/scanfill', secret: process.env.BACKEND_SECRET });
 * const scan = await backend.wait(id, { subject: visitor.id });
 */
export function createBackend({ endpoint, secret, privateNetwork = false }: BackendOptions): Scans {
  const base = baseOf(endpoint, privateNetwork);
  const weakness = secretWeakness(secret);
  if (weakness !== undefined) throw new RangeError(`secret ${weakness}`);

  async function ask(method: 'GET' | 'DELETE', id: string, subject: string, waitMs = 0, signal?: AbortSignal) {
    if (typeof subject !== 'string' || subject === '') throw new TypeError('subject is missing');
    const seconds = Math.floor(waitMs / 1_000);
    const timeout = AbortSignal.timeout(seconds * 1_000 + answerMs);
    const authorization = `Bearer ${await mintBackendToken(secret, subject)}`;
    try {
      const response = await fetch(`${base}/v1/backend/scans/${encodeURIComponent(id)}`, {
        method,
        headers: { authorization, ...(seconds > 0 ? { prefer: `wait=${seconds}` } : {}) },
        redirect: 'error',
        signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
    } catch (cause) {
      throw new BackendError('unreachable', undefined, { cause });
    }
  }

  async function look(id: string, subject: string, waitMs?: number, signal?: AbortSignal): Promise<Scan | undefined> {
    const { status, body } = await ask('GET', id, subject, waitMs, signal);
    if (status === 200) return body;
    if (status === 404 && body.code === 'scan-not-found') return undefined;
    throw new BackendError(String(body.code), status);
  }

  return {
    get: (id, { subject }) => look(id, subject),

    async wait(id, { subject, ms = usualWaitMs, signal }) {
      const untilMs = performance.now() + ms;
      for (let known: Scan | undefined; ; ) {
        const leftMs = untilMs - performance.now();
        try {
          known = await look(id, subject, Math.min(leftMs, limits.maxWaitSeconds * 1_000), signal);
          if (known?.state !== 'queued' && known?.state !== 'processing') return known;
          if (leftMs <= 0 || signal?.aborted) return known;
          // Within the last second, and where the proxy holds nobody just now.
          if (leftMs < retryMs) await pause(leftMs, undefined, { signal }).catch(() => undefined);
        } catch (error) {
          if (signal?.aborted && known) return known;
          if (!isPassing(error) || leftMs <= retryMs || signal?.aborted) throw error;
          await pause(retryMs, undefined, { signal }).catch(() => undefined);
        }
      }
    },

    async erase(id, { subject }) {
      const { status, body } = await ask('DELETE', id, subject);
      if (status === 204) return true;
      if (status === 404 && body.code === 'scan-not-found') return false;
      throw new BackendError(String(body.code), status);
    },
  };
}

/** Whether another try may go better. */
function isPassing(error: unknown): boolean {
  return error instanceof BackendError && (error.status === undefined || error.status === 429 || error.status >= 500);
}

function baseOf(endpoint: string, privateNetwork: boolean): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new RangeError('endpoint is not an http(s) address');
  if (url.protocol === 'http:' && !privateNetwork && !isLoopback(url.hostname))
    throw new RangeError(
      'endpoint is not https: what was read would travel in the clear; privateNetwork says otherwise',
    );
  return url.href.replace(/\/+$/, '');
}
