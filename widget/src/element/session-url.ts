import { ScanError } from '../core/base/scan-error.ts';
import type { SessionAnswer, SessionSource } from '../core/client/session.ts';

/**
 * A session source that asks the page's own backend: `POST url`, on the page's own origin with the visitor's cookies,
 * answered by `{ token, expiresIn }`.
 */
export function sessionFrom(url: string): SessionSource {
  return async () => {
    const response = await fetch(url, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { Accept: 'application/json' },
    }).catch((cause: unknown) => {
      throw new ScanError('network', { detail: `The session at ${url} could not be fetched.`, cause });
    });
    const answer = response.ok ? answerOf(await response.json().catch(() => undefined)) : undefined;
    if (answer) return answer;
    throw new ScanError(response.status >= 500 ? 'network' : 'session-missing', {
      detail: `The session at ${url} was answered with ${response.status} and no token.`,
    });
  };
}

function answerOf(body: unknown): SessionAnswer | undefined {
  if (typeof body !== 'object' || body === null || !('token' in body) || typeof body.token !== 'string')
    return undefined;
  const seconds = 'expiresIn' in body ? body.expiresIn : undefined;
  return typeof seconds === 'number' ? { token: body.token, expiresIn: seconds } : { token: body.token };
}
