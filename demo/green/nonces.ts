/** Remembers the nonces an access key has used. */
export type NonceBook = {
  used(accessKeyId: string, nonce: string, now: number): boolean;
  remember(accessKeyId: string, nonce: string, now: number): void;
};

/** A used nonce stays used for `windowMs`. */
export function createNonceBook(windowMs: number): NonceBook {
  const seen = new Map<string, number>();
  const keyOf = (accessKeyId: string, nonce: string) => `${accessKeyId}\n${nonce}`;

  /** Entries stand in order of time, so the oldest are at the front. */
  function forget(now: number): void {
    for (const [key, at] of seen) {
      if (at > now - windowMs) return;
      seen.delete(key);
    }
  }

  return {
    used(accessKeyId, nonce, now) {
      forget(now);
      return seen.has(keyOf(accessKeyId, nonce));
    },
    remember(accessKeyId, nonce, now) {
      seen.set(keyOf(accessKeyId, nonce), now);
    },
  };
}
