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
    if (!response.ok)
      throw new ScanError(response.status >= 500 ? 'network' : 'session-missing', {
        detail: `The session at ${url} was answered with ${response.status}.`,
      });
    return answerOf(await response.json().catch(() => undefined), url);
  };
}

function answerOf(body: unknown, url: string): SessionAnswer {
  if (typeof body === 'object' && body !== null && 'token' in body && typeof body.token === 'string') {
    const seconds = 'expiresIn' in body ? body.expiresIn : undefined;
    return typeof seconds === 'number' ? { token: body.token, expiresIn: seconds } : { token: body.token };
  }
  throw new ScanError('session-missing', { detail: `The session at ${url} holds no token.` });
}
