import { createHash } from 'node:crypto';
import { ProblemError } from '../base/problem-error.ts';
import type { Store } from '../store/store.ts';
import { clockToleranceSeconds, longestTtlSeconds, type Session } from './form.ts';

/** Ends the sessions of a subject before their time. */
export type Revocations = {
  /** Throws `session-invalid` where the session was revoked; `store-unavailable` where nobody can tell. */
  check(session: Session): Promise<void>;
  /**
   * Ends every session of this subject that was minted until now, in all processes on the store within a second. Those
   * minted in the next half minute end too: a backend's clock may be ahead.
   */
  revoke(subject: string): Promise<void>;
};

/** What was found is believed this long. */
const freshMs = 1_000;
const mostRemembered = 10_000;

/** Revocations live in the store, under a hash of the subject, for as long as a session of before may. */
export function createRevocations(deps: {
  readonly store: Pick<Store, 'revoke' | 'revokedAt'>;
  readonly now: () => number;
}): Revocations {
  const { store, now } = deps;
  const remembered = new Map<string, { readonly at: Promise<number | undefined>; readonly untilMs: number }>();

  function revokedAt(subject: string): Promise<number | undefined> {
    const known = remembered.get(subject);
    if (known && known.untilMs > now()) return known.at;
    const at = store.revokedAt(keyOf(subject));
    remembered.delete(subject);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(subject, { at, untilMs: now() + freshMs });
    // One that failed is asked for again at once.
    at.catch(() => remembered.delete(subject));
    return at;
  }

  return {
    async check({ subject, issuedAtMs }) {
      const atMs = await revokedAt(subject);
      if (atMs !== undefined && issuedAtMs <= atMs + clockToleranceSeconds * 1_000)
        throw new ProblemError('session-invalid', 'The session was revoked. Sign in again.');
    },
    async revoke(subject) {
      const atMs = now();
      const expiresAtMs = atMs + (longestTtlSeconds + 2 * clockToleranceSeconds) * 1_000;
      await store.revoke(keyOf(subject), atMs, expiresAtMs);
      remembered.delete(subject);
    },
  };
}

const keyOf = (subject: string): string => createHash('sha256').update(`revoked\0${subject}`).digest('base64url');
