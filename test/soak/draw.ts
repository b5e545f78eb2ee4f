import { createRandom } from '@scanfill/demo/green/random';

/** Draws that follow from a seed. */
export type Draw = {
  /** In [0, 1). */
  share(): number;
  below(limit: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  bytes(length: number): Buffer;
};

export function createDraw(seed: string): Draw {
  const share = createRandom(seed);
  const below = (limit: number): number => Math.floor(share() * limit);
  return {
    share,
    below,
    chance: (of) => share() < of,
    pick(list) {
      const picked = list[below(list.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    bytes: (length) => Buffer.from(Uint8Array.from({ length }, () => below(256))),
  };
}
