import { createHmac, timingSafeEqual } from 'node:crypto';

const macLength = 22;

/** The last part of a notification's address: one for each batch, which nobody but Green is told. */
export type CallbackTokens = {
  /** The token of a batch: its id and a 128-bit MAC over it, in base64url. */
  of(batchId: string): string;
  /** The batch of a token that was given out under any of the secrets; undefined for every other. */
  batchOf(token: string): string | undefined;
};

/**
 * Tokens are made under the first of `secrets` and good under each, so that a rotation loses no notification on its
 * way.
 */
export function createCallbackTokens(secrets: readonly [string, ...string[]]): CallbackTokens {
  const keys = secrets.map((secret) => keyOf(secret, 'callback token'));
  const [current = keyOf(secrets[0], 'callback token')] = keys;
  return {
    of: (batchId) => Buffer.from(batchId, 'utf8').toString('base64url') + macOf(current, batchId),
    batchOf(token) {
      // Nonces are some 36 characters: nothing longer is worth a hash.
      if (token.length <= macLength || token.length > 200) return undefined;
      const batchId = Buffer.from(token.slice(0, -macLength), 'base64url').toString('utf8');
      const given = Buffer.from(token.slice(-macLength));
      let genuine = false;
      for (const key of keys) {
        const right = Buffer.from(macOf(key, batchId));
        if (given.length === right.length && timingSafeEqual(given, right)) genuine = true;
      }
      return genuine ? batchId : undefined;
    },
  };
}

/** The seed of notifications for an operator who names none: 32 hexadecimal digits that follow from the secret. */
export function callbackSeed(secret: string): string {
  return keyOf(secret, 'callback seed').subarray(0, 16).toString('hex');
}

const keyOf = (secret: string, use: string): Buffer => createHmac('sha256', secret).update(`scanfill ${use}`).digest();

const macOf = (key: Buffer, batchId: string): string =>
  createHmac('sha256', key).update(batchId, 'utf8').digest().subarray(0, 16).toString('base64url');
