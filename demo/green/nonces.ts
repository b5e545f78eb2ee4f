/** Remembers the nonces an access key has used. */
export type NonceBook = {
  used(accessKeyId: string, nonce: string, now: number): boolean;
  remember(accessKeyId: string, nonce: string, now: number): void;
};

/**
 * A used nonce stays used for `windowMs` by whatever clock the times given are of; one that is set ahead forgets early.
 */
export function createNonceBook(windowMs: number): NonceBook {
  const seen = new Map<string, number>();
  const keyOf = (accessKeyId: string, nonce: string) => `${accessKeyId}\n${nonce}`;

  /**
   * The oldest are at the front, but for those written down while the clock was ahead: these stay until it has caught
   * up.
   */
  function forget(now: number): void {
    for (const [key, at] of seen) {
      if (at > now - windowMs) return;
      seen.delete(key);
    }
  }

  return {
    used(accessKeyId, nonce, now) {
      forget(now);
      const at = seen.get(keyOf(accessKeyId, nonce));
      return at !== undefined && at > now - windowMs;
    },
    remember(accessKeyId, nonce, now) {
      seen.set(keyOf(accessKeyId, nonce), now);
    },
  };
}
