import type { Orientation } from '@scanfill/proxy/contract';
import { turnOf } from '../draw.ts';
import type { Component, JpegLayout } from './jpeg-layout.ts';

/** Where the coefficient of each zigzag place stands in its block: eight times the vertical frequency plus the horizontal one. */
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

/** A turn of a whole picture. */
export type TurnPlan = {
  readonly transposed: boolean;
  readonly flipsAcross: boolean;
  readonly flipsDown: boolean;
  /** Units of the stored scan. */
  readonly unitsAcross: number;
  readonly unitsDown: number;
  readonly planes: readonly Plane[];
  /** For each zigzag place where its coefficient goes, and with which sign. */
  readonly places: Uint8Array;
  readonly signs: Int8Array;
};

/**
 * Lays out the turn of a picture whose coefficients only change places and signs. A picture ends within a block, and blocks begin at the
 * left and top: where the turn brings such an end to the left or top, the grid is moved. Undefined where that is not possible without
 * decoding: an end within a sample of a coarser colour, or in both directions.
 */
export function planTurn({ width, height, components }: JpegLayout, orientation: Orientation): TurnPlan | undefined {
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

  const places = new Uint8Array(64);
  const signs = new Int8Array(64);
  for (const [place, natural] of zigzag.entries()) {
    const [below, right] = transposed ? [natural & 7, natural >> 3] : [natural >> 3, natural & 7];
    places[place] = placeOf[below * 8 + right] ?? 0;
    signs[place] = (flipsAcross && right % 2 > 0) !== (flipsDown && below % 2 > 0) ? -1 : 1;
  }
  const planes: Plane[] = [];
  for (const component of components) {
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
    if (!horizontal || !vertical || (horizontal.shift > 0 && vertical.shift > 0)) return undefined;
    const shift = horizontal.shift + vertical.shift;
    // The same turn leads back as well.
    const turnedDivisors = component.divisors.map((_, place, all) => all[places[place] ?? 0] ?? 1);
    planes.push({
      ...component,
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
  return { ...turn, unitsAcross, unitsDown, planes, places, signs };
}
