import type { Environment } from '../base/environment.ts';
import { ScanError } from '../base/scan-error.ts';

/** A session token as the host's backend minted it; `expiresIn` in seconds. */
export type SessionAnswer = string | { readonly token: string; readonly expiresIn?: number };

/** Asks the host's backend for a session token. */
export type SessionSource = () => SessionAnswer | Promise<SessionAnswer>;

/** A cached session. */
export type Session = {
  /**
   * A token that should still be good. Concurrent callers share one question. Rejects as the source does, or with
   * `timeout`.
   */
  readonly token: () => Promise<string>;
  /** Forgets a token the service refused, unless a newer one has come meanwhile. */
  readonly refused: (token: string) => void;
};

/** Renewed this much before its end, so that a request does not arrive with a token that has just expired. */
const marginMs = 15_000;

/** A question that was not answered by then is given up, and asked again by the next caller. */
export const sessionPatienceMs = 30_000;

/** Keeps one token until shortly before it expires. */
export function createSession(source: SessionSource, { now, sleep }: Pick<Environment, 'now' | 'sleep'>): Session {
  let current: { readonly token: string; readonly until: number } | undefined;
  let asking: Promise<string> | undefined;

  const ask = async (): Promise<string> => {
    const answer = await source();
    const { token, expiresIn = Number.POSITIVE_INFINITY } = typeof answer === 'string' ? { token: answer } : answer;
    // As what a route that is missing answers where nobody looked at its status.
    if (!token) throw new Error('`session` gave no token.');
    const lifeMs = expiresIn * 1_000;
    current = { token, until: now() + Math.max(lifeMs - marginMs, lifeMs / 2) };
    return token;
  };

  const silence = async (answered: AbortSignal): Promise<never> => {
    await sleep(sessionPatienceMs, answered);
    throw new ScanError('timeout', { detail: `The page's session source gave no answer in ${sessionPatienceMs} ms.` });
  };

  return {
    async token() {
      if (current && now() < current.until) return current.token;
      if (!asking) {
        const answered = new AbortController();
        asking = Promise.race([ask(), silence(answered.signal)]).finally(() => {
          answered.abort();
          asking = undefined;
        });
      }
      return asking;
    },
    refused(token) {
      if (current?.token === token) current = undefined;
    },
  };
}
