import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { ProblemError } from '../base/problem-error.ts';

/** Nothing of a session's: the one is never taken for the other, whatever the secrets are. */
const algorithm = 'HS256';
const issuer = 'scanfill-backend';
const audience = 'scanfill-proxy-backend';
const typ = 'scanfill-backend+jwt';
const ttlSeconds = 60;
const clockToleranceSeconds = 30;

/** A token for one request about one subject's scans: the secret itself never travels. */
export function mintBackendToken(secret: string, subject: string): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: algorithm, typ })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(subject)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${ttlSeconds}s`)
    .sign(new TextEncoder().encode(secret));
}

/** Gives the subject that a backend's token is about; rejects with `session-invalid`. */
export function createBackendVerifier(options: {
  readonly secrets: readonly string[];
  readonly now: () => number;
}): (token: string) => Promise<string> {
  const keys = options.secrets.map((secret) => new TextEncoder().encode(secret));
  return async (token) => {
    let failure: unknown;
    for (const key of keys) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [algorithm],
          issuer,
          audience,
          typ,
          maxTokenAge: ttlSeconds,
          clockTolerance: clockToleranceSeconds,
          currentDate: new Date(options.now()),
          requiredClaims: ['sub', 'exp', 'iat'],
        });
        if (payload.sub) return payload.sub;
      } catch (error) {
        failure = error;
      }
    }
    throw new ProblemError(
      'session-invalid',
      'The token was not made with BACKEND_SECRET, or is older than a minute.',
      {
        cause: failure,
      },
    );
  };
}
