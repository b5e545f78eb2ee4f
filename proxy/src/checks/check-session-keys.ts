import type { Settings } from '../config/settings.ts';
import { parseKeySet } from '../sessions/key-set.ts';
import { keySource } from '../sessions/key-sources.ts';
import type { Finding } from './finding.ts';

/** Reads the public keys of sessions once, where there are any. */
export async function checkSessionKeys({ sessionKeys }: Pick<Settings, 'sessionKeys'>): Promise<readonly Finding[]> {
  if (sessionKeys === undefined) return [];
  try {
    const { size } = parseKeySet(await keySource(sessionKeys).read());
    return [{ ok: true, text: `Session keys: ${size} of Ed25519` }];
  } catch (error) {
    return [{ ok: false, text: `SESSION_JWKS: ${error instanceof Error ? error.message : 'cannot be read'}` }];
  }
}
