import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** A key in public, as it stands in a JWKS (RFC 7517, RFC 8037). */
export type PublicJwk = {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
};

/** A set of public keys. */
export type Jwks = { readonly keys: readonly PublicJwk[] };

/** What receipts are signed with: the first key signs, the others are still published. */
export type ReceiptKeys = { readonly kid: string; readonly key: KeyObject; readonly salt: Buffer; readonly jwks: Jwks };

/** What stands before a seed in the PKCS #8 form of an Ed25519 key (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');
/** What stands before the key in its SubjectPublicKeyInfo. */
const spkiHeadBytes = 12;

/** An Ed25519 private key from PEM or a JWK; throws an `Error` whose message says what it is instead. */
export function readPrivateKey(text: string): KeyObject {
  return ed25519(read(text, createPrivateKey));
}

/** The public half, of a private key as well. */
export function readPublicKey(text: string): KeyObject {
  return ed25519(read(text, createPublicKey));
}

function read(text: string, create: (from: string | { key: JsonWebKey; format: 'jwk' }) => KeyObject): KeyObject {
  try {
    return text.trim().startsWith('{') ? create({ key: JSON.parse(text), format: 'jwk' }) : create(text);
  } catch {
    throw new Error('is neither PEM nor a JWK of a key');
  }
}

function ed25519(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`is a key of ${key.asymmetricKeyType}, not Ed25519`);
  return key;
}

/** A key of its own purpose for each of the store's secrets: it is rotated with them. */
function derivedKey(secret: string): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'scanfill receipt key', 32));
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
}

/**
 * The keys of this configuration: `own` and the public half of the one before it, else one derived from each of
 * `secrets`; without either one that dies with the process.
 */
export function receiptKeysOf(from: {
  readonly own: KeyObject | undefined;
  readonly previous: KeyObject | undefined;
  readonly secrets: readonly string[];
}): ReceiptKeys {
  const [derived, ...older] = from.secrets.map(derivedKey);
  const key = from.own ?? derived ?? derivedKey(randomBytes(32).toString('base64url'));
  const others = from.own ? (from.previous ? [from.previous] : []) : older;
  const keys = [key, ...others].map(publicJwk);
  const unique = keys.filter(({ kid }, index) => keys.findIndex((each) => each.kid === kid) === index);
  const seed = key.export({ format: 'der', type: 'pkcs8' });
  const salt = Buffer.from(hkdfSync('sha256', seed, '', 'scanfill receipt salts', 32));
  return { kid: keys[0]?.kid ?? '', key, salt, jwks: { keys: unique } };
}

/** Its `kid` is the key's thumbprint (RFC 7638): nobody has to give names. */
function publicJwk(key: KeyObject): PublicJwk {
  const half = key.type === 'public' ? key : createPublicKey(key);
  const x = half.export({ format: 'der', type: 'spki' }).subarray(spkiHeadBytes).toString('base64url');
  const kid = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');
  return { kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'EdDSA', use: 'sig' };
}
