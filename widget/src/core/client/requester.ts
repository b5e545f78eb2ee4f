import type { Environment } from '../base/environment.ts';
import type { Life } from '../base/life.ts';
import { ScanError } from '../base/scan-error.ts';
import { errorOf } from './answer.ts';
import { createSession, type SessionSource } from './session.ts';
import type { Transport, TransportRequest, TransportResponse } from './transport.ts';

/** Why nothing moves at the moment: until the device is online again, or until the next attempt. */
export type Waiting = 'offline' | 'retry';

/** Sends one request until it is answered with 2xx. Rejects with a `ScanError` where that will not happen. */
export type Requester = (
  what: Omit<TransportRequest, 'signal'>,
  life: Life,
  /** Hears what a request waits for; undefined when it moves again. */
  waits: (waiting: Waiting | undefined) => void,
) => Promise<TransportResponse>;

const firstBackoffMs = 500;
const longestBackoffMs = 15_000;
/** How often to look whether the network is back where the browser does not say so. */
const offlineLookMs = 10_000;
/** A longer `Retry-After` is the person's to wait for, not the page's. */
const longestRetryAfterMs = 120_000;

/**
 * Attempts a request with back-off and jitter. Repeating is safe here: uploads carry a key, everything else changes
 * nothing.
 */
export function createRequester(options: {
  readonly transport: Transport;
  readonly environment: Environment;
  readonly attempts: number;
  readonly session: SessionSource | undefined;
}): Requester {
  const { transport, environment, attempts } = options;
  const session = options.session ? createSession(options.session, environment) : undefined;

  /**
   * `null` where the session could not be fetched for want of a connection: to be waited out like any other request.
   */
  const tokenOf = async (): Promise<string | undefined | null> => {
    try {
      return await session?.token();
    } catch (cause) {
      if (!environment.isOnline() || (cause instanceof ScanError && cause.code === 'network')) return null;
      if (cause instanceof ScanError && cause.code === 'timeout') throw cause;
      throw new ScanError('session-missing', { detail: `No session token: ${cause}`, cause });
    }
  };

  return async (what, life, waits) => {
    let renewed = false;
    for (let attempt = 1; ; ) {
      life.check();
      const token = await life.race(tokenOf());
      const headers = token ? { ...what.headers, Authorization: `Bearer ${token}` } : what.headers;
      const response = token === null ? undefined : await transport({ ...what, headers, signal: life.signal });
      life.check();
      if (response && response.status >= 200 && response.status < 300) return response;
      if (response?.status === 401 && token && !renewed) {
        // Once without counting: a token can run out between the look at the clock and the arrival.
        renewed = true;
        session?.refused(token);
        continue;
      }
      const error = errorOf(response, environment.now(), what.body?.size);
      const backoffMs = Math.min(firstBackoffMs * 2 ** (attempt - 1), longestBackoffMs) * (0.5 + environment.random());
      const pauseMs = Math.max(Number(error.params.seconds ?? 0) * 1_000, backoffMs);
      if (!response && !environment.isOnline()) {
        // Costs no attempt. Browsers err about being offline, with a service on the same machine for one: only a failed
        // request proves it.
        waits('offline');
        await environment.whenOnline(offlineLookMs, life.signal);
        life.check('offline');
        waits(undefined);
        continue;
      }
      if (error.retry !== 'same' || attempt >= attempts || pauseMs > longestRetryAfterMs) throw error;
      attempt += 1;
      waits('retry');
      await environment.sleep(pauseMs, life.signal);
      waits(undefined);
    }
  };
}
