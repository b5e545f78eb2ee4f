import { type CardName, type DoneScan, heldFor, shownInstead } from '@scanfill/proxy/contract';
import { ScanError } from '../base/scan-error.ts';
import type { ScanFlow } from './flow.ts';
import type { FlowState } from './flow-state.ts';

/** One of several cards that are asked for together. */
export type Side<C extends CardName> = {
  readonly card: C;
  readonly scan: Pick<ScanFlow<C>, 'choose' | 'clear'> & {
    readonly state: FlowState<C>;
    readonly flow: Pick<ScanFlow<C>, 'photo' | 'keep' | 'pickUp'>;
  };
};

/** Makes a scan of another card out of what was read, without a bill; gives its id. */
export type Recast = (scanId: string, card: CardName) => Promise<string>;

/**
 * Cards in the wrong place, and how to mend it; `mend` rejects with a `ScanError` where that has to be tried again.
 * `swappedPerhaps`: nothing was found on either side, as where a driver's licence lies the wrong way round.
 * `misplaced`: `from` shows `to`, which is missing. `beside`: `to` is missing, and in the photo of `from` as well.
 */
export type MixUp<C extends CardName> = { readonly mend: () => Promise<void> } & (
  | { readonly kind: 'swapped' | 'swappedPerhaps' }
  | { readonly kind: 'misplaced' | 'beside'; readonly from: C; readonly to: C }
);

/** Photos that were put on the first side by a swap: it is not offered a second time. */
const swapped = new WeakSet<File>();

/**
 * What is mixed up between cards; undefined where nothing is, or where neither the photos are at hand (after a reload)
 * nor what was read is enough.
 */
export function mixUpOf<C extends CardName>(sides: readonly Side<C>[], recast: Recast): MixUp<C> | undefined {
  for (const from of sides) {
    const shows = shownOn(from);
    const to = sides.find(({ card }) => card === shows);
    if (!to || to === from || !canGo(from, to)) continue;
    const back = shownOn(to);
    // Where nothing is found on a side either, the other one is what most likely was photographed.
    if ((back === from.card || back === 'nothing') && canGo(to, from)) return swap('swapped', from, to, recast);
    if (isFree(to)) return { kind: 'misplaced', from: from.card, to: to.card, mend: () => move([[from, to]], recast) };
  }
  const [first, second] = sides;
  if (sides.length === 2 && first && second && [first, second].every((side) => shownOn(side) === 'nothing'))
    if (canGo(first, second) && canGo(second, first)) return swap('swappedPerhaps', first, second, recast);
  return besideOf(sides, recast);
}

/** A missing side that is in the photo of another one. */
export function besideOf<C extends CardName>(
  sides: readonly Side<C>[],
  recast: Recast,
): Extract<MixUp<C>, { kind: 'misplaced' | 'beside' }> | undefined {
  for (const from of sides) {
    const to = sides.find((side) => side !== from && isFree(side) && isHeld(from, side.card));
    if (!to || shownOn(from) !== undefined) continue;
    const take = async (): Promise<void> => (await carried(from, to, recast))();
    return { kind: 'beside', from: from.card, to: to.card, mend: take };
  }
  return undefined;
}

function swap<C extends CardName>(
  kind: 'swapped' | 'swappedPerhaps',
  first: Side<C>,
  second: Side<C>,
  recast: Recast,
): MixUp<C> | undefined {
  const [one, two] = [first.scan.flow.photo(), second.scan.flow.photo()];
  if (one && swapped.has(one)) return undefined;
  return {
    kind,
    mend() {
      if (two) swapped.add(two);
      return move(
        [
          [first, second],
          [second, first],
        ],
        recast,
      );
    },
  };
}

/** Each to where it belongs: what is read of it is carried over where it can be, else its photo is read anew. */
async function move<C extends CardName>(ways: readonly (readonly [Side<C>, Side<C>])[], recast: Recast): Promise<void> {
  const takes = await Promise.all(ways.map(([from, to]) => carried(from, to, recast)));
  for (const [from] of ways) from.scan.clear(true);
  for (const take of takes) take();
}

/** How to put what one side shows into the place of another, once all that takes time is done. */
async function carried<C extends CardName>(from: Side<C>, to: Side<C>, recast: Recast): Promise<() => void> {
  const photo = from.scan.flow.photo();
  const read = scanOn(from);
  let id: string | undefined;
  if (read && isHeld(from, to.card))
    try {
      id = await recast(read.id, to.card);
    } catch (error) {
      // Where it cannot be had, the photo can; where it may be had later, that is not paid for again.
      if (!photo || (error instanceof ScanError && error.retry === 'same')) throw error;
    }
  return () => {
    const { choose, clear, state, flow } = to.scan;
    if (id === undefined) {
      if (photo) choose(photo);
      return;
    }
    if (state.phase !== 'idle') clear();
    flow.keep(id, photo);
    flow.pickUp();
  };
}

function scanOn<C extends CardName>({ scan: { state } }: Side<C>): DoneScan | undefined {
  return 'scan' in state ? state.scan : undefined;
}

/** `nothing` where nothing was found, which tells of no card. */
function shownOn<C extends CardName>(side: Side<C>): CardName | 'nothing' | undefined {
  const scan = scanOn(side);
  return scan && (shownInstead({ ...scan, card: side.card }) ?? (scan.recognised ? undefined : 'nothing'));
}

function isHeld<C extends CardName>(from: Side<C>, card: CardName): boolean {
  const scan = scanOn(from);
  return scan !== undefined && heldFor(card, from.card, scan.raw) !== undefined;
}

function canGo<C extends CardName>(from: Side<C>, to: Side<C>): boolean {
  return from.scan.flow.photo() !== undefined || isHeld(from, to.card);
}

function isFree<C extends CardName>({ scan: { state } }: Side<C>): boolean {
  return ['idle', 'refused', 'failed'].includes(state.phase);
}
