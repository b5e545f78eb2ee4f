import {
  type CryptoKey,
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  importJWK,
  type JWK,
  type JWTHeaderParameters,
} from 'jose';
import { isLoopback } from '../config/loopback.ts';
import { receiptAlgorithm } from './claims.ts';
import { ReceiptError } from './receipt-error.ts';

/**
 * The public keys that receipts are checked with: the proxy's set itself (`proxy.receiptKeys()`), the address it is
 * published at, or what finds a key by its `kid`.
 */
export type ReceiptKeySource =
  | { readonly keys: readonly object[] }
  | string
  | URL
  | ((kid: string) => object | undefined | Promise<object | undefined>);

type FindKey = (header: JWTHeaderParameters) => Promise<CryptoKey | Uint8Array>;

/** A fetched set counts this long; a key that it lacks has it fetched again, every half a minute at most. */
const keptMs = 10 * 60_000;
const cooldownMs = 30_000;
const fetchMs = 5_000;
const mostAddresses = 100;

const fetched = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

/** Finds the key of a receipt's header; rejects with a `ReceiptError`. */
export function keyFinder(source: ReceiptKeySource): FindKey {
  if (typeof source === 'function')
    return async ({ kid }) => {
      const key = kid === undefined ? undefined : await source(kid);
      if (key === undefined) throw new ReceiptError('key-unknown');
      return importJWK(key as JWK, receiptAlgorithm);
    };
  const find =
    typeof source === 'string' || source instanceof URL
      ? remoteSet(String(source))
      : createLocalJWKSet({ keys: [...source.keys] as JWK[] });
  return async (header) => {
    // A set with one key would serve a header that names none.
    if (header.kid === undefined) throw new ReceiptError('key-unknown');
    try {
      return await find(header);
    } catch (cause) {
      if (cause instanceof errors.JWKSNoMatchingKey) throw new ReceiptError('key-unknown', { cause });
      throw new ReceiptError('keys-unavailable', { cause });
    }
  };
}

/** One for each address, whoever asks: its cache and its pauses are for all of them. */
function remoteSet(address: string): ReturnType<typeof createRemoteJWKSet> {
  const known = fetched.get(address);
  if (known) return known;
  const url = new URL(address);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    throw new TypeError('keys: the address has to be https, else anybody on the way could put in keys of their own');
  const set = createRemoteJWKSet(url, {
    cacheMaxAge: keptMs,
    cooldownDuration: cooldownMs,
    timeoutDuration: fetchMs,
  });
  if (fetched.size >= mostAddresses) fetched.clear();
  fetched.set(address, set);
  return set;
}
