import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

const setSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });
const ed25519Schema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().regex(/^[\w-]{43}$/),
  kid: z.string().min(1).max(128),
  use: z.literal('sig').optional(),
  alg: z.enum(['EdDSA', 'Ed25519']).optional(),
  key_ops: z
    .array(z.string())
    .refine((uses) => uses.includes('verify'))
    .optional(),
});

/**
 * The Ed25519 keys of a JWK set (RFC 7517), by their `kid`; keys of other kinds and uses are left out. Throws an
 * `Error` that says what is wrong: no set at all, a secret or private key in it, two keys of one name, none that fits.
 */
export function parseKeySet(text: string): ReadonlyMap<string, KeyObject> {
  const { data } = setSchema.safeParse(jsonOf(text));
  if (data === undefined) throw new Error('is no JWK set of at most 100 keys');
  const found = new Map<string, KeyObject>();
  for (const key of data.keys) {
    if ('d' in key || 'k' in key) throw new Error('holds a private or secret key; give the public halves only');
    const { data: fitting } = ed25519Schema.safeParse(key);
    if (fitting === undefined) continue;
    if (found.has(fitting.kid)) throw new Error('holds two keys of one kid');
    const { kty, crv, x, kid } = fitting;
    found.set(kid, createPublicKey({ format: 'jwk', key: { kty, crv, x } }));
  }
  if (found.size === 0) throw new Error('holds no Ed25519 key with a kid');
  return found;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
