import type { CardName } from '@scanfill/proxy/contract';
import type { ScanFlow } from './flow.ts';
import type { FlowState } from './flow-state.ts';

type Side<C extends CardName> = {
  readonly card: C;
  readonly scan: Pick<ScanFlow<C>, 'choose' | 'clear'> & {
    readonly state: FlowState<C>;
    readonly flow: Pick<ScanFlow<C>, 'photo'>;
  };
};

/**
 * Sides in the wrong place, and how to mend it. The photos are read anew as what they are. `swappedPerhaps`: nothing
 * was found on either side, as where a driver's licence lies the wrong way round.
 */
export type MixUp<C extends CardName> =
  | { readonly kind: 'swapped' | 'swappedPerhaps'; readonly mend: () => void }
  | { readonly kind: 'misplaced'; readonly to: C; readonly mend: () => void };

/** Photos that were put on the first side by a swap: it is not offered a second time. */
const swapped = new WeakSet<File>();

/**
 * What is mixed up between two sides; undefined where nothing is, or where the photos are no longer at hand (after a
 * reload).
 */
export function mixUpOf<C extends CardName>(sides: readonly Side<C>[]): MixUp<C> | undefined {
  const [first, second] = sides;
  if (sides.length !== 2 || !first || !second) return undefined;
  const wrongFirst = isOtherSide(first);
  const wrongSecond = isOtherSide(second);
  // Where nothing is found on a side either, the other one is what most likely was photographed.
  if (wrongFirst !== false && wrongSecond !== false) {
    const one = first.scan.flow.photo();
    const two = second.scan.flow.photo();
    if (!one || !two || swapped.has(one)) return undefined;
    return {
      kind: wrongFirst || wrongSecond ? 'swapped' : 'swappedPerhaps',
      mend: () => {
        swapped.add(two);
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

/** Undefined where nothing was found, which tells of neither side. */
function isOtherSide<C extends CardName>({ scan: { state } }: Side<C>): boolean | undefined {
  if (!('scan' in state)) return false;
  return state.scan.warnings.some(({ code }) => code === 'other-side') || (state.scan.recognised ? false : undefined);
}

function isFree<C extends CardName>({ scan: { state } }: Side<C>): boolean {
  return ['idle', 'refused', 'failed'].includes(state.phase);
}
