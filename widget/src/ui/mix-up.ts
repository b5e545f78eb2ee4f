import type { CardName } from '@scanfill/proxy/contract';
import type { CardScan } from './use-card-scan.ts';

type Side<C extends CardName> = { readonly card: C; readonly scan: CardScan<C> };

/** Sides in the wrong place, and how to mend it. The photos are read anew as what they are. */
export type MixUp<C extends CardName> =
  | { readonly kind: 'swapped'; readonly mend: () => void }
  | { readonly kind: 'misplaced'; readonly to: C; readonly mend: () => void };

/** What is mixed up between two sides; undefined where nothing is, or where the photos are no longer at hand (after a reload). */
export function mixUpOf<C extends CardName>(sides: readonly Side<C>[]): MixUp<C> | undefined {
  const [first, second] = sides;
  if (sides.length !== 2 || !first || !second) return undefined;
  const wrongFirst = isOtherSide(first);
  const wrongSecond = isOtherSide(second);
  if (wrongFirst && wrongSecond) {
    const one = first.scan.flow.photo();
    const two = second.scan.flow.photo();
    if (!one || !two) return undefined;
    return {
      kind: 'swapped',
      mend: () => {
        first.scan.choose(two);
        second.scan.choose(one);
      },
    };
  }
  const [from, to] = wrongFirst ? [first, second] : [second, first];
  if ((!wrongFirst && !wrongSecond) || !isFree(to)) return undefined;
  const photo = from.scan.flow.photo();
  return (
    photo && {
      kind: 'misplaced',
      to: to.card,
      mend: () => {
        from.scan.clear();
        to.scan.choose(photo);
      },
    }
  );
}

function isOtherSide<C extends CardName>({ scan: { state } }: Side<C>): boolean {
  return (
    (state.phase === 'done' || state.phase === 'review') &&
    state.scan.warnings.some(({ code }) => code === 'other-side')
  );
}

function isFree<C extends CardName>({ scan: { state } }: Side<C>): boolean {
  return ['idle', 'refused', 'failed'].includes(state.phase);
}
