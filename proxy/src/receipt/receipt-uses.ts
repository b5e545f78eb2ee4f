/** Remembers which receipts were used: a small port, so that a host may keep it where it keeps everything else. */
export type ReceiptUses = {
  /**
   * Notes a scan's id until a moment (milliseconds since 1970), atomically; answers false where it was noted before.
   * Rejects where that cannot be known.
   */
  use(id: string, untilMs: number): Promise<boolean>;
};

const tidyEvery = 1_000;

/** In this process's memory: for a backend that is one process, and forgets with it. */
export function createMemoryUses(now: () => number = Date.now): ReceiptUses {
  const used = new Map<string, number>();
  return {
    async use(id, untilMs) {
      if (used.size > 0 && used.size % tidyEvery === 0)
        for (const [each, until] of used) if (until <= now()) used.delete(each);
      const known = used.get(id);
      if (known !== undefined && known > now()) return false;
      used.set(id, untilMs);
      return true;
    },
  };
}

/** What is needed of an ioredis client. */
export type RedisForUses = {
  set(key: string, value: string, unit: 'PX', ms: number, condition: 'NX'): Promise<'OK' | null>;
};

/** In a Redis of the host's, for a backend that is several processes. `prefix`: `scanfill-receipt:` unless told. */
export function createRedisUses(
  redis: RedisForUses,
  { prefix = 'scanfill-receipt:', now = Date.now }: { readonly prefix?: string; readonly now?: () => number } = {},
): ReceiptUses {
  return {
    use: async (id, untilMs) =>
      (await redis.set(prefix + id, '1', 'PX', Math.max(1_000, Math.ceil(untilMs - now())), 'NX')) === 'OK',
  };
}
