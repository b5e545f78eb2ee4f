/** What a listing says of an object; `at` in milliseconds since the epoch. */
export type StoredObject = { readonly key: string; readonly at: number; readonly size: number };

/** Objects in memory, under `bucket/key`. */
export type Objects = {
  put(key: string, bytes: Uint8Array, now: number): void;
  get(key: string, now: number): Uint8Array | undefined;
  remove(key: string): void;
  /** Those of one bucket, without its name. */
  list(bucket: string): readonly StoredObject[];
  /** Every `bucket/key`. */
  keys(): readonly string[];
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
    list(bucket) {
      const prefix = `${bucket}/`;
      return [...objects]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, { at, bytes }]) => ({ key: key.slice(prefix.length), at, size: bytes.byteLength }));
    },
    keys: () => [...objects.keys()],
  };
}
