import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { ProblemError } from './base/problem-error.ts';
import type { ProblemCode } from './contract/problems.ts';
import { mintSession } from './session.ts';
import { createSessionVerifier } from './sessions/verifier.ts';

const secret = 'dd7ca06d4f21d74451ba4f83da4c6bad';
const older = '0af9c2c9deafdeda6491010049501ee1';
const verify = createSessionVerifier({ secrets: [secret, older], now: () => Date.now() });

async function codeOf(promise: Promise<unknown>): Promise<ProblemCode | 'fine' | 'other'> {
  return promise.then(
    () => 'fine' as const,
    (error: unknown) => (error instanceof ProblemError ? error.code : 'other'),
  );
}

/** A token as a forger would make it, right in everything but what is overridden. */
async function forge(
  overrides: {
    alg?: string;
    typ?: string;
    iss?: string;
    aud?: string;
    iat?: number;
    exp?: number;
    claims?: object;
  } = {},
  key = secret,
): Promise<string> {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const { alg = 'HS256', typ = 'scanfill-session+jwt', iss = 'scanfill', aud = 'scanfill-proxy' } = overrides;
  return new SignJWT({ sub: 's', jti: 'j', ...overrides.claims })
    .setProtectedHeader({ alg, typ })
    .setIssuer(iss)
    .setAudience(aud)
    .setIssuedAt(overrides.iat ?? nowSeconds)
    .setExpirationTime(overrides.exp ?? nowSeconds + 60)
    .sign(new TextEncoder().encode(key));
}

describe('a session', () => {
  test('carries its subject, cards and quota', async () => {
    const { token, expiresIn } = await mintSession({
      secret,
      subject: 'v1',
      ttlSeconds: 60,
      cards: ['passport'],
      quota: 3,
    });
    expect(expiresIn).toBe(60);
    const session = await verify(token);
    expect(session).toMatchObject({ subject: 'v1', cards: ['passport'], quota: 3 });
    expect(session.expiresAtMs - Date.now()).toBeGreaterThan(55_000);
  });

  test('two sessions of one subject are told apart', async () => {
    const tokens = await Promise.all([mintSession({ secret, subject: 'v' }), mintSession({ secret, subject: 'v' })]);
    const [a, b] = await Promise.all(tokens.map(({ token }) => verify(token)));
    expect(a?.id).not.toBe(b?.id);
  });

  test('minted with the older secret still holds during a rotation', async () => {
    expect((await verify((await mintSession({ secret: older, subject: 'v' })).token)).subject).toBe('v');
  });

  test.each([
    ['another secret', () => forge({}, 'e2f29238341f63ca3eff595254ddb52b')],
    ['another algorithm', () => forge({ alg: 'HS512' })],
    [
      'no signature',
      async () => new UnsecuredJWT({ sub: 's', jti: 'j' }).setIssuer('scanfill').setAudience('scanfill-proxy').encode(),
    ],
    ['another issuer', () => forge({ iss: 'else' })],
    ['another audience', () => forge({ aud: 'else' })],
    ['another type', () => forge({ typ: 'JWT' })],
    [
      'an age over an hour',
      () => forge({ iat: Math.floor(Date.now() / 1_000) - 3_700, exp: Math.floor(Date.now() / 1_000) + 9_999 }),
    ],
    ['no subject', () => forge({ claims: { sub: undefined } })],
    ['an unknown card', () => forge({ claims: { cards: ['library-card'] } })],
    ['a quota below one', () => forge({ claims: { quota: 0 } })],
    ['no form at all', async () => 'abc.def'],
  ])('with %s is refused', async (_, token) => {
    expect(['session-invalid', 'session-expired']).toContain(await codeOf(verify(await token())));
  });

  test('minted by a backend whose clock is a little ahead holds at once, one from the far future never', async () => {
    const nowSeconds = Math.floor(Date.now() / 1_000);
    expect(await codeOf(verify(await forge({ iat: nowSeconds + 20 })))).toBe('fine');
    expect(await codeOf(verify(await forge({ iat: nowSeconds + 300, exp: nowSeconds + 400 })))).toBe('session-invalid');
  });

  test('is over when it says so, whatever the clocks', async () => {
    const nowSeconds = Math.floor(Date.now() / 1_000);
    expect(await codeOf(verify(await forge({ iat: nowSeconds - 60, exp: nowSeconds - 1 })))).toBe('session-expired');
  });

  test('holds for an hour at most, whatever it says and though it was verified before', async () => {
    let nowMs = Date.now();
    const verifyThen = createSessionVerifier({ secrets: [secret], now: () => nowMs });
    const token = await forge({ exp: Math.floor(nowMs / 1_000) + 86_400.5 });
    const { expiresAtMs } = await verifyThen(token);
    expect(Number.isInteger(expiresAtMs), 'stores keep whole milliseconds').toBe(true);
    nowMs += 61 * 60_000;
    expect(await codeOf(verifyThen(token))).toBe('session-expired');
  });

  test('right in everything is taken: the forger above fails for the stated reason', async () => {
    expect(await codeOf(verify(await forge()))).toBe('fine');
  });

  test('expires, also when it was verified before', async () => {
    let nowMs = Date.now();
    const verifyThen = createSessionVerifier({ secrets: [secret], now: () => nowMs });
    const { token } = await mintSession({ secret, subject: 'v', ttlSeconds: 30 });
    expect(await codeOf(verifyThen(token))).toBe('fine');
    nowMs += 31_000;
    expect(await codeOf(verifyThen(token))).toBe('session-expired');
    expect(await codeOf(verifyThen(token))).toBe('session-expired');
  });

  test.each([
    [{ secret: 'short', subject: 'v' }, /32/],
    [{ secret, subject: '' }, /subject/],
    [{ secret, subject: 'v', ttlSeconds: 3_601 }, /3600/],
    [{ secret, subject: 'v', quota: 0 }, /quota/],
  ])('is not minted from %o', async (request, message) => {
    await expect(mintSession(request)).rejects.toThrow(message);
  });
});
