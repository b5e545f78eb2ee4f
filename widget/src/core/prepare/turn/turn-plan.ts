import type { Orientation } from '@scanfill/proxy/contract';
import { turnOf } from '../draw.ts';
import { type Coding, codingLike } from './huffman.ts';
import type { Component, JpegLayout } from './jpeg-layout.ts';

/**
 * Where the coefficient of each zigzag place stands in its block: eight times the vertical frequency plus the
 * horizontal one.
 */
export const zigzag = Uint8Array.from({ length: 64 }, (_, natural) => natural).sort((a, b) => {
  const diagonal = (natural: number): number => (natural >> 3) + (natural & 7);
  // Along the diagonals, up the even ones and down the odd ones.
  return diagonal(a) - diagonal(b) || (diagonal(a) % 2 > 0 ? a - b : b - a);
});

/** The zigzag place of each coefficient: the same the other way round. */
export const placeOf = Uint8Array.from({ length: 64 }, (_, natural) => zigzag.indexOf(natural));

/** How one colour's blocks change places. All sizes are blocks of the turned picture, except `shift`: samples. */
export type Plane = Component & {
  /** The divisors at their turned places, and those of the picture to write: half as large where the grid moves. */
  readonly turnedDivisors: Uint8Array;
  readonly divisors: Uint8Array;
  readonly coding: PairOfCodings;
  /** Blocks to each unit of the turned scan. */
  readonly turnedAcross: number;
  readonly turnedDown: number;
  readonly columns: number;
  readonly rows: number;
  /** Whole blocks of padding that the turn would bring to the left and top. */
  readonly skipColumns: number;
  readonly skipRows: number;
  /** What is left of that padding, within a block: the grid moves by so many samples along one side. */
  readonly shift: number;
  readonly shiftsDown: boolean;
};

/** How blocks are written. */
export type PairOfCodings = { readonly means: Coding; readonly others: Coding };

/** A turn of a whole picture. */
export type TurnPlan = {
  readonly transposed: boolean;
  readonly flipsAcross: boolean;
  readonly flipsDown: boolean;
  /** Units of the stored scan. */
  readonly unitsAcross: number;
  readonly unitsDown: number;
  readonly planes: readonly Plane[];
  /** One for the first colour, one for the others: a baseline scan has no more. */
  readonly codings: readonly PairOfCodings[];
  /** For each zigzag place where its coefficient goes, plus 64 where its sign changes. */
  readonly moves: Uint8Array;
};

/**
 * Lays out the turn of a picture whose coefficients only change places and signs. A picture ends within a block, and
 * blocks begin at the left and top: where the turn brings such an end to the left or top, the grid is moved. Undefined
 * where that is not possible without decoding: an end within a sample of a coarser colour, or in both directions.
 */
export function planTurn(
  { width, height, components, scan }: JpegLayout,
  orientation: Orientation,
): TurnPlan | undefined {
  const turn = turnOf(orientation);
  const { transposed, flipsAcross, flipsDown } = turn;
  // Along the sides of the stored picture, whichever way it is turned.
  const flipsWidth = transposed ? flipsDown : flipsAcross;
  const flipsHeight = transposed ? flipsAcross : flipsDown;
  const finestAcross = Math.max(...components.map(({ across }) => across));
  const finestDown = Math.max(...components.map(({ down }) => down));
  if ((flipsWidth && width % finestAcross > 0) || (flipsHeight && height % finestDown > 0)) return undefined;
  const unitsAcross = Math.ceil(width / (8 * finestAcross));
  const unitsDown = Math.ceil(height / (8 * finestDown));

  // A damaged block may lead to a few more than there are.
  const moves = new Uint8Array(80);
  for (const [place, natural] of zigzag.entries()) {
    const [below, right] = transposed ? [natural & 7, natural >> 3] : [natural >> 3, natural & 7];
    const changes = (flipsAcross && right % 2 > 0) !== (flipsDown && below % 2 > 0);
    moves[place] = (placeOf[below * 8 + right] ?? 0) + (changes ? 64 : 0);
  }
  const codings = components.slice(0, 2).map(({ means, others }) => ({
    means: codingLike('means', means.lengths),
    others: codingLike('others', others.lengths),
  }));
  const planes: Plane[] = [];
  for (const [index, component] of components.entries()) {
    const { across, down } = component;
    const sides = [
      { factor: across, blocks: unitsAcross * across, samples: (width / finestAcross) * across, flips: flipsWidth },
      { factor: down, blocks: unitsDown * down, samples: (height / finestDown) * down, flips: flipsHeight },
    ];
    if (transposed) sides.reverse();
    const [horizontal, vertical] = sides.map(({ factor, blocks, samples, flips }) => {
      const padding = flips ? blocks * 8 - samples : 0;
      return { factor, blocks, skip: padding >> 3, shift: padding & 7 };
    });
    const coding = codings[Math.min(index, 1)];
    if (!coding || !horizontal || !vertical || (horizontal.shift > 0 && vertical.shift > 0)) return undefined;
    const shift = horizontal.shift + vertical.shift;
    // The same turn leads back as well.
    const turnedDivisors = component.divisors.map((_, place, all) => all[(moves[place] ?? 0) & 63] ?? 1);
    planes.push({
      ...component,
      coding,
      turnedDivisors,
      divisors: shift > 0 ? turnedDivisors.map((divisor) => (divisor + 1) >> 1) : turnedDivisors,
      turnedAcross: horizontal.factor,
      turnedDown: vertical.factor,
      columns: horizontal.blocks,
      rows: vertical.blocks,
      skipColumns: horizontal.skip,
      skipRows: vertical.skip,
      shift,
      shiftsDown: vertical.shift > 0,
    });
  }
  // The shortest block has two codes of one bit: no memory is taken for what a header alone promises.
  if (planes.reduce((sum, { columns, rows }) => sum + columns * rows, 0) > scan.length * 4) return undefined;
  return { ...turn, unitsAcross, unitsDown, planes, codings, moves };
}
