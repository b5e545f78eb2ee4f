import { createHmac, generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { silentLog } from '../base/log.ts';
import { ProblemError } from '../base/problem-error.ts';
import { createVirtualClock } from '../engine/testing/virtual-clock.ts';
import { createSessionKey, mintSession } from '../session.ts';
import { parseKeySet } from './key-set.ts';
import { createSessionKeys, type KeySetSource } from './keys.ts';
import { createSessionVerifier } from './verifier.ts';

const secret = '5c1f0b8e9d3a4772b6e4c8a91d0f3e57';
const one = await createSessionKey();
const two = await createSessionKey();
const setOf = (...keys: readonly object[]): string => JSON.stringify({ keys });

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'fine',
    (error: unknown) => (error instanceof ProblemError ? error.code : String(error)),
  );
}

/** A verifier over a set that may change, its clock at a test's hand. */
async function verifying(first: string | Error, { secrets = [] as readonly string[], mayBeAway = true } = {}) {
  const clock = createVirtualClock();
  const state = { set: first, reads: 0 };
  const source: KeySetSource = {
    name: 'SESSION_JWKS:',
    mayBeAway,
    refreshMs: 300_000,
    floorMs: 30_000,
    async read() {
      state.reads += 1;
      if (state.set instanceof Error) throw state.set;
      return state.set;
    },
  };
  const keys = createSessionKeys({ source, clock, log: silentLog });
  await keys.start();
  return { verify: createSessionVerifier({ secrets, keys, now: Date.now }), keys, state, clock };
}

const eddsa = async (privateKey = one.privateKey) => (await mintSession({ privateKey, subject: 'v', quota: 3 })).token;

/** A token signed by hand over whatever header it is given. */
function handmade(header: object, sign: (text: string) => Buffer): string {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const claims = { sub: 's', jti: 'j', iss: 'scanfill', aud: 'scanfill-proxy', iat: nowSeconds, exp: nowSeconds + 60 };
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${sign(text).toString('base64url')}`;
}

describe('a session signed with a key', () => {
  test('holds where its public half is known, beside sessions signed with a secret', async () => {
    const { verify } = await verifying(setOf(one.publicKey), { secrets: [secret] });
    expect(await verify(await eddsa())).toMatchObject({ subject: 'v', quota: 3 });
    expect((await verify((await mintSession({ secret, subject: 'h' })).token)).subject).toBe('h');
    expect(await codeOf(verify(await eddsa(two.privateKey)))).toBe('session-invalid');
  });

  test('is not signed with the secret that is not there: keys alone take no HS256', async () => {
    const { verify } = await verifying(setOf(one.publicKey));
    expect(await codeOf(verify((await mintSession({ secret, subject: 'h' })).token))).toBe('session-invalid');
  });

  const typ = 'scanfill-session+jwt';
  const { kid, x } = one.publicKey;
  const hmac = (key: string | Buffer) => (text: string) => createHmac('sha256', key).update(text).digest();
  test.each([
    ['HS256 keyed with the public key’s text', handmade({ alg: 'HS256', typ, kid }, hmac(x))],
    [
      'HS256 keyed with the public key’s bytes',
      handmade({ alg: 'HS256', typ, kid }, hmac(Buffer.from(x, 'base64url'))),
    ],
    ['HS256 keyed with the whole JWK', handmade({ alg: 'HS256', typ, kid }, hmac(JSON.stringify(one.publicKey)))],
    ['EdDSA said over an HMAC by the secret', handmade({ alg: 'EdDSA', typ, kid }, hmac(secret))],
    ['no algorithm', handmade({ alg: 'none', typ, kid }, () => Buffer.alloc(0))],
    ['an algorithm in small letters', handmade({ alg: 'eddsa', typ, kid }, hmac(secret))],
    ['no kid', handmade({ alg: 'EdDSA', typ }, hmac(secret))],
    ['a kid that is a path', handmade({ alg: 'EdDSA', typ, kid: '../../dev/null' }, hmac(secret))],
    ['a kid that is an object', handmade({ alg: 'EdDSA', typ, kid: { a: 1 } }, hmac(secret))],
    ['a kid of an object’s own', handmade({ alg: 'EdDSA', typ, kid: '__proto__' }, hmac(secret))],
  ])('is refused with %s', async (_, token) => {
    const { verify } = await verifying(setOf(one.publicKey), { secrets: [secret] });
    expect(await codeOf(verify(token))).toBe('session-invalid');
  });

  test('brings no key of its own: what its header says of keys is not looked at', async () => {
    const stranger = generateKeyPairSync('ed25519');
    const { verify } = await verifying(setOf(one.publicKey), { secrets: [secret] });
    const token = await new SignJWT({})
      .setProtectedHeader({
        alg: 'EdDSA',
        typ,
        kid,
        jwk: stranger.publicKey.export({ format: 'jwk' }),
        jku: 'http://127.0.0.1:9/',
      })
      .setIssuer('scanfill')
      .setAudience('scanfill-proxy')
      .setSubject('s')
      .setJti('j')
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(stranger.privateKey);
    expect(await codeOf(verify(token))).toBe('session-invalid');
  });
});

describe('the keys', () => {
  test('rotate: an unknown kid has the set looked at again, once in half a minute', async () => {
    const { verify, state, clock } = await verifying(setOf(one.publicKey));
    state.set = setOf(one.publicKey, two.publicKey);
    const token = await eddsa(two.privateKey);
    expect(await codeOf(verify(token))).toBe('session-invalid');
    expect(state.reads).toBe(1);
    await clock.advance(30_000);
    expect(await Promise.all(Array.from({ length: 20 }, () => codeOf(verify(token))))).toEqual(Array(20).fill('fine'));
    expect(state.reads).toBe(2);
  });

  test('one that is withdrawn takes its sessions along, also those that were verified before', async () => {
    const { verify, state, clock } = await verifying(setOf(one.publicKey, two.publicKey));
    const token = await eddsa();
    expect(await codeOf(verify(token))).toBe('fine');
    state.set = setOf(two.publicKey);
    await clock.advance(300_000);
    expect(await codeOf(verify(token))).toBe('session-invalid');
  });

  test('of an address that fails, or gives nonsense, stay as they were, and readiness is told', async () => {
    const { verify, keys, state, clock } = await verifying(setOf(one.publicKey));
    for (const broken of [new Error('the address answers 500'), '<html>', setOf(), setOf(two.privateKey)]) {
      state.set = broken;
      await clock.advance(300_000);
      expect(await codeOf(verify(await eddsa()))).toBe('fine');
      expect(keys.trouble()).toMatchObject({ blocking: false });
    }
    expect(keys.trouble()?.check).toMatch(/SESSION_JWKS: holds a private/);
    state.set = setOf(two.publicKey);
    await clock.advance(300_000);
    expect(keys.trouble()).toBeUndefined();
    expect(await codeOf(verify(await eddsa(two.privateKey)))).toBe('fine');
  });

  test('that were never had: 503 and not 401, and a file is a reason not to start', async () => {
    const { verify, keys } = await verifying(new Error('the address cannot be had (ECONNREFUSED)'));
    expect(await codeOf(verify(await eddsa()))).toBe('store-unavailable');
    expect(keys.trouble()).toMatchObject({ blocking: true });
    await expect(verifying(new Error('gone'), { mayBeAway: false })).rejects.toThrow(/^SESSION_JWKS: gone/);
  });

  test.each([
    ['a private key', setOf(one.privateKey), /private/],
    ['a secret', setOf({ kty: 'oct', k: 'AAAA', kid: 'a' }), /secret/],
    ['two keys of one name', setOf(one.publicKey, { ...two.publicKey, kid: one.publicKey.kid }), /two keys/],
    ['keys of other kinds alone', setOf({ kty: 'RSA', n: 'a', e: 'AQAB', kid: 'a' }), /no Ed25519 key/],
    ['a key without a name', setOf({ ...one.publicKey, kid: undefined }), /no Ed25519 key/],
    ['a key for encryption', setOf({ ...one.publicKey, use: 'enc' }), /no Ed25519 key/],
    ['no set', '[]', /no JWK set/],
    ['no JSON', 'x', /no JWK set/],
  ])('are not taken from a set with %s', (_, text, message) => {
    expect(() => parseKeySet(text)).toThrow(message);
  });
});
