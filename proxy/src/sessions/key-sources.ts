import { readFile } from 'node:fs/promises';
import type { KeySetSource } from './keys.ts';

const mostBytes = 64 * 1_024;
const withinMs = 5_000;

/** The JWK set of a `SESSION_JWKS`. */
export const keySource = (at: { readonly path: string } | { readonly url: string }): KeySetSource =>
  'path' in at ? keyFile(at.path) : keyAddress(at.url);

/** A JWK set in a file, which is looked at again every ten seconds. */
function keyFile(path: string): KeySetSource {
  return {
    name: 'SESSION_JWKS:',
    mayBeAway: false,
    refreshMs: 10_000,
    floorMs: 1_000,
    read: async () => {
      const bytes = await readFile(path).catch((error: unknown) => {
        throw new Error(`the file cannot be read (${codeOf(error)})`);
      });
      if (bytes.length > mostBytes) throw tooLong();
      return bytes.toString('utf8');
    },
  };
}

/** A JWK set at an address, which is asked every five minutes, and follows no redirect. */
function keyAddress(url: string): KeySetSource {
  return {
    name: 'SESSION_JWKS:',
    mayBeAway: true,
    refreshMs: 300_000,
    floorMs: 30_000,
    read: async () => {
      const signal = AbortSignal.timeout(withinMs);
      try {
        const headers = { accept: 'application/jwk-set+json, application/json' };
        const response = await fetch(url, { headers, redirect: 'error', signal });
        if (response.status !== 200) throw new Error(`the address answers ${response.status}`);
        return await bounded(response);
      } catch (error) {
        if (error instanceof Error && error.message.startsWith('the ')) throw error;
        throw new Error(`the address cannot be had (${codeOf(error)})`);
      }
    },
  };
}

/** Read as far as it may go, whatever length it announces. */
async function bounded(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > mostBytes) throw tooLong();
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

const tooLong = (): Error => new Error(`the set has more than ${mostBytes} bytes`);

/** A short code: messages of socket errors name addresses. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return 'unreadable';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
}
