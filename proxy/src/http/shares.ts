/** So much of something as each may have at a time. */
export type Shares = {
  /** Takes some of what is `who`'s; gives how to give it back, undefined where there is not so much left. */
  take(who: string, amount?: number): (() => void) | undefined;
  /** How much is taken. */
  of(who: string): number;
};

/** Shares of `most` for each; 0: no limit. Of this process alone. */
export function createShares(most: number): Shares {
  const taken = new Map<string, number>();

  function change(who: string, amount: number): void {
    const now = (taken.get(who) ?? 0) + amount;
    if (now > 0) taken.set(who, now);
    else taken.delete(who);
  }

  return {
    of: (who) => taken.get(who) ?? 0,
    take(who, amount = 1) {
      if (most > 0 && (taken.get(who) ?? 0) + amount > most) return undefined;
      change(who, amount);
      let over = false;
      return () => {
        if (over) return;
        over = true;
        change(who, -amount);
      };
    },
  };
}
