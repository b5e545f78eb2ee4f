/** Objects put with upload grants, in memory. */
export type Objects = {
  put(key: string, bytes: Uint8Array, now: number): void;
  get(key: string, now: number): Uint8Array | undefined;
  remove(key: string): void;
  readonly size: number;
};

/** Objects live for `keptMs`. */
export function createObjects(keptMs: number): Objects {
  const objects = new Map<string, { bytes: Uint8Array; at: number }>();

  /** Re-put keys move to the end, so the oldest are at the front. */
  function forgetOld(now: number): void {
    for (const [key, { at }] of objects) {
      if (at > now - keptMs) return;
      objects.delete(key);
    }
  }

  return {
    put(key, bytes, now) {
      forgetOld(now);
      objects.delete(key);
      objects.set(key, { bytes, at: now });
    },
    get(key, now) {
      forgetOld(now);
      return objects.get(key)?.bytes;
    },
    remove: (key) => void objects.delete(key),
    get size() {
      return objects.size;
    },
  };
}
