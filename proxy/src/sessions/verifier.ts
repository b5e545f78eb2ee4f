import { decodeProtectedHeader, errors, type JWTVerifyOptions, jwtVerify } from 'jose';
import { z } from 'zod';
import { ProblemError } from '../base/problem-error.ts';
import { type CardName, isCardName } from '../contract/cards.ts';
import { clockToleranceSeconds, longestTtlSeconds, type Session, sessionForm } from './form.ts';
import type { SessionKey, SessionKeys } from './keys.ts';

const claims = z.object({
  sub: z.string().min(1).max(128),
  jti: z.string().min(1).max(64),
  iat: z.number(),
  exp: z.number(),
  cards: z.array(z.custom<CardName>(isCardName)).optional(),
  quota: z.number().int().positive().optional(),
});

const mostRemembered = 5_000;
const mostKeyNameLength = 128;

/** What may have signed a token: keys of one kind, with the names that this kind's algorithm has. */
type Candidates = { readonly keys: readonly (Uint8Array | SessionKey)[]; readonly algorithms: string[] };

/**
 * Verifies session tokens. The algorithm that a token names says where its key is looked for, never which key is used
 * how: HS256 among `secrets` (the second serves during a rotation), EdDSA among the Ed25519 keys of `keys`, by its
 * `kid`. Issuer, audience, type and greatest age are fixed. Throws `session-expired` or `session-invalid`, or what
 * `keys` throws. A token seen before is not computed again, as long as the keys are the same.
 */
export function createSessionVerifier(options: {
  readonly secrets: readonly string[];
  readonly keys?: Pick<SessionKeys, 'find' | 'generation'> | undefined;
  readonly now: () => number;
}): (token: string) => Promise<Session> {
  const { keys, now } = options;
  const secrets = options.secrets.map((secret) => new TextEncoder().encode(secret));
  const remembered = new Map<string, Session>();
  let generation = keys?.generation();

  async function candidates(token: string): Promise<Candidates> {
    const { alg, kid } = headerOf(token);
    if (alg === 'HS256') return { keys: secrets, algorithms: ['HS256'] };
    if (alg !== 'EdDSA' && alg !== 'Ed25519') throw invalid();
    if (keys === undefined || typeof kid !== 'string' || kid.length > mostKeyNameLength) throw invalid();
    const key = await keys.find(kid);
    return { keys: key === undefined ? [] : [key], algorithms: ['EdDSA', 'Ed25519'] };
  }

  async function verify(token: string): Promise<Session> {
    const { keys: tried, algorithms } = await candidates(token);
    const demands: JWTVerifyOptions = {
      ...sessionForm,
      algorithms,
      maxTokenAge: longestTtlSeconds,
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(now()),
      requiredClaims: ['sub', 'jti', 'exp', 'iat'],
    };
    let failure: unknown;
    for (const key of tried) {
      try {
        const { payload } = await jwtVerify(token, key, demands);
        const { sub, jti, iat, exp, cards, quota } = claims.parse(payload);
        const expiresAtMs = Math.floor(Math.min(exp, iat + longestTtlSeconds) * 1_000);
        // The tolerance is for tokens that seem too young; none lasts longer for it.
        if (expiresAtMs <= now()) throw expired();
        return { id: jti, subject: sub, issuedAtMs: Math.floor(iat * 1_000), expiresAtMs, cards, quota };
      } catch (error) {
        failure = error;
        if (error instanceof ProblemError) throw error;
        if (error instanceof errors.JWTExpired) throw expired();
      }
    }
    throw invalid(failure);
  }

  return async (token) => {
    // A key that was withdrawn takes its sessions along.
    if (generation !== keys?.generation()) remembered.clear();
    generation = keys?.generation();
    const known = remembered.get(token);
    if (known) {
      if (known.expiresAtMs > now()) return known;
      remembered.delete(token);
      throw expired();
    }
    const session = await verify(token);
    if (remembered.size >= mostRemembered) {
      const oldest = remembered.keys().next();
      if (!oldest.done) remembered.delete(oldest.value);
    }
    remembered.set(token, session);
    return session;
  };
}

function headerOf(token: string): { readonly alg?: unknown; readonly kid?: unknown } {
  try {
    return decodeProtectedHeader(token);
  } catch (cause) {
    throw invalid(cause);
  }
}

function invalid(cause?: unknown): ProblemError {
  return new ProblemError('session-invalid', 'The token was not minted for this service, or was changed.', { cause });
}

function expired(): ProblemError {
  return new ProblemError('session-expired', 'Ask the host page for a new session and send the request again.');
}
