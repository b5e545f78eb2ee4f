import { randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { ProblemError } from './base/problem-error.ts';
import { secretWeakness } from './base/secret-strength.ts';
import { type CardName, isCardName } from './contract/cards.ts';

const algorithm = 'HS256';
const issuer = 'scanfill';
const audience = 'scanfill-proxy';
const typ = 'scanfill-session+jwt';

const longestTtlSeconds = 3_600;
const usualTtlSeconds = 900;
/** How far the minting backend's clock may be ahead of this one. */
const clockToleranceSeconds = 30;

/** What a host's backend says about its visitor. */
export type SessionRequest = {
  /** SESSION_SECRET of the proxy: at least 128 bits of chance, such as `openssl rand -base64 32` makes. */
  readonly secret: string;
  /** Who the visitor is to the host: an opaque id, not a name. Scans belong to it; up to 128 characters. */
  readonly subject: string;
  /** 900 unless told, 3,600 at most. */
  readonly ttlSeconds?: number;
  /** The card types that this session may scan; all unless told. */
  readonly cards?: readonly CardName[];
  /** How many scans this session may create; as many as the proxy's SESSION_QUOTA says unless told. */
  readonly quota?: number;
};

/** A session for the browser: `expiresIn` in seconds. */
export type MintedSession = { readonly token: string; readonly expiresIn: number };

/**
 * Mints a short session for a signed-in visitor, on the host's backend. Throws a `RangeError` that names what is out of
 * range.
 */
export async function mintSession(request: SessionRequest): Promise<MintedSession> {
  const { secret, subject, ttlSeconds = usualTtlSeconds, cards, quota } = request;
  const weakness = secretWeakness(secret);
  if (weakness !== undefined) throw new RangeError(`secret ${weakness}`);
  if (subject.length < 1 || subject.length > 128) throw new RangeError('subject needs 1 to 128 characters');
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > longestTtlSeconds)
    throw new RangeError(`ttlSeconds must be a whole number from 1 to ${longestTtlSeconds}`);
  if (quota !== undefined && (!Number.isInteger(quota) || quota < 1))
    throw new RangeError('quota must be a whole number of at least 1');
  const unknown = cards?.find((card) => !isCardName(card));
  if (unknown !== undefined) throw new RangeError(`cards: ${String(unknown)} is not a card type`);
  const token = await new SignJWT({ ...(cards ? { cards: [...cards] } : {}), ...(quota ? { quota } : {}) })
    .setProtectedHeader({ alg: algorithm, typ })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(subject)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${ttlSeconds}s`)
    .sign(new TextEncoder().encode(secret));
  return { token, expiresIn: ttlSeconds };
}

/** A verified session. */
export type Session = {
  readonly id: string;
  readonly subject: string;
  readonly expiresAtMs: number;
  readonly cards: readonly CardName[] | undefined;
  readonly quota: number | undefined;
};

const claims = z.object({
  sub: z.string().min(1).max(128),
  jti: z.string().min(1).max(64),
  iat: z.number(),
  exp: z.number(),
  cards: z.array(z.custom<CardName>(isCardName)).optional(),
  quota: z.number().int().positive().optional(),
});

const mostRemembered = 5_000;

/**
 * Verifies session tokens with the first of `secrets` that fits (the second serves during a rotation). One fixed
 * algorithm, issuer, audience, type and greatest age. Throws `session-expired` or `session-invalid`. A token seen
 * before is not computed again.
 */
export function createSessionVerifier(options: {
  readonly secrets: readonly string[];
  readonly now: () => number;
}): (token: string) => Promise<Session> {
  const keys = options.secrets.map((secret) => new TextEncoder().encode(secret));
  const remembered = new Map<string, Session>();

  async function verify(token: string): Promise<Session> {
    let failure: unknown;
    for (const key of keys) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [algorithm],
          issuer,
          audience,
          typ,
          maxTokenAge: longestTtlSeconds,
          clockTolerance: clockToleranceSeconds,
          currentDate: new Date(options.now()),
          requiredClaims: ['sub', 'jti', 'exp', 'iat'],
        });
        const { sub, jti, iat, exp, cards, quota } = claims.parse(payload);
        const expiresAtMs = Math.floor(Math.min(exp, iat + longestTtlSeconds) * 1_000);
        // The tolerance is for tokens that seem too young; none lasts longer for it.
        if (expiresAtMs <= options.now()) throw expired();
        return { id: jti, subject: sub, expiresAtMs, cards, quota };
      } catch (error) {
        failure = error;
        if (error instanceof ProblemError) throw error;
        if (error instanceof errors.JWTExpired) throw expired();
      }
    }
    throw new ProblemError('session-invalid', 'The token was not minted for this service, or was changed.', {
      cause: failure,
    });
  }

  return async (token) => {
    const known = remembered.get(token);
    if (known) {
      if (known.expiresAtMs > options.now()) return known;
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

function expired(): ProblemError {
  return new ProblemError('session-expired', 'Ask the host page for a new session and send the request again.');
}
