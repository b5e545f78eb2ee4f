import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, importJWK, SignJWT } from 'jose';
import { secretWeakness } from './base/secret-strength.ts';
import { type CardName, isCardName } from './contract/cards.ts';
import { longestTtlSeconds, sessionForm } from './sessions/form.ts';

const usualTtlSeconds = 900;

/** What a host's backend says about its visitor. */
export type SessionRequest = SessionSigner & {
  /** Who the visitor is to the host: an opaque id, not a name. Scans belong to it; up to 128 characters. */
  readonly subject: string;
  /** 900 unless told, 3,600 at most. */
  readonly ttlSeconds?: number;
  /** The card types that this session may scan; all unless told. */
  readonly cards?: readonly CardName[];
  /** How many scans this session may create; as many as the proxy's SESSION_QUOTA says unless told. */
  readonly quota?: number;
};

/** What a session is signed with. */
export type SessionSigner =
  | {
      /** SESSION_SECRET of the proxy: at least 128 bits of chance, such as `openssl rand -base64 32` makes. */
      readonly secret: string;
    }
  | {
      /** An Ed25519 key whose public half stands in the proxy's SESSION_JWKS. */
      readonly privateKey: PrivateSessionKey;
    };

/** The public half of a key, as it stands in a JWK set (RFC 7517, RFC 8037). */
export type PublicSessionKey = {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly use: 'sig';
  readonly alg: 'EdDSA';
};

/** A key of the minting backend alone. */
export type PrivateSessionKey = { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly kid: string } & {
  readonly [Part in 'x' | 'd']: string;
};

/** A new key in both halves, named by its thumbprint (RFC 7638): the private one for `mintSession`. */
export async function createSessionKey(): Promise<{
  readonly privateKey: PrivateSessionKey;
  readonly publicKey: PublicSessionKey;
}> {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const common = { kty: 'OKP', crv: 'Ed25519', x } as const;
  const kid = await calculateJwkThumbprint(common);
  return { privateKey: { ...common, d, kid }, publicKey: { ...common, kid, use: 'sig', alg: 'EdDSA' } };
}

/** A session for the browser: `expiresIn` in seconds. */
export type MintedSession = { readonly token: string; readonly expiresIn: number };

/**
 * Mints a short session for a signed-in visitor, on the host's backend. Throws a `RangeError` that names what is out of
 * range.
 */
export async function mintSession(request: SessionRequest): Promise<MintedSession> {
  const { subject, ttlSeconds = usualTtlSeconds, cards, quota } = request;
  const { header, key } = await signerOf(request);
  if (subject.length < 1 || subject.length > 128) throw new RangeError('subject needs 1 to 128 characters');
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > longestTtlSeconds)
    throw new RangeError(`ttlSeconds must be a whole number from 1 to ${longestTtlSeconds}`);
  if (quota !== undefined && (!Number.isInteger(quota) || quota < 1))
    throw new RangeError('quota must be a whole number of at least 1');
  const unknown = cards?.find((card) => !isCardName(card));
  if (unknown !== undefined) throw new RangeError(`cards: ${String(unknown)} is not a card type`);
  const token = await new SignJWT({ ...(cards ? { cards: [...cards] } : {}), ...(quota ? { quota } : {}) })
    .setProtectedHeader({ ...header, typ: sessionForm.typ })
    .setIssuer(sessionForm.issuer)
    .setAudience(sessionForm.audience)
    .setSubject(subject)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${ttlSeconds}s`)
    .sign(key);
  return { token, expiresIn: ttlSeconds };
}

async function signerOf(signer: SessionSigner) {
  if ('privateKey' in signer) {
    const { privateKey } = signer;
    if (privateKey.kid === '') throw new RangeError('privateKey has no kid, by which the proxy finds its public half');
    return { header: { alg: 'EdDSA', kid: privateKey.kid }, key: await importJWK({ ...privateKey }, 'EdDSA') };
  }
  const weakness = secretWeakness(signer.secret);
  if (weakness !== undefined) throw new RangeError(`secret ${weakness}`);
  return { header: { alg: 'HS256' }, key: new TextEncoder().encode(signer.secret) };
}
