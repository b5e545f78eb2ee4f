import type { Surface } from './surfaces.ts';

/** How a photo was taken. */
export type Condition = 'clean' | 'photo' | 'turned' | 'tilted' | 'low-light' | 'small';

/** A range to draw from. */
export type Span = readonly [number, number];

/** The ranges a condition draws its photo from. */
export type Shot = {
  /** Pixels of the photo for one pixel of the specimen. */
  scale: Span;
  /** Share of the frame that the object takes. */
  fill: Span;
  /** Turn in the picture's plane, degrees either way. */
  roll: Span;
  /** Turn out of the plane, degrees either way. */
  lean: number;
  /** Whether the photo is also a quarter, half or three-quarter turn off. */
  quarter: boolean;
  fall: Span;
  shade: Span;
  /** How often a lamp is reflected, and how brightly at most. */
  glareChance: number;
  glare: Span;
  blur: Span;
  shakeChance: number;
  grain: Span;
  exposure: Span;
  quality: Span;
  /** How far the colours lean towards warm or cold light. */
  cast: number;
  /** How often fingertips hold an edge, and how often the object lies on an open hand. */
  fingers: number;
  palm: number;
  /** How often other things lie about. */
  clutter: number;
  /** How often the object is a little bent, as paper and booklets are. */
  bend: number;
  surface?: Surface;
};

const photo: Shot = {
  scale: [0.8, 1.05],
  fill: [0.74, 0.92],
  roll: [0, 4],
  lean: 14,
  quarter: false,
  fall: [0.05, 0.3],
  shade: [0, 0.34],
  glareChance: 0.35,
  glare: [0.15, 0.42],
  blur: [0.3, 0.8],
  shakeChance: 0.15,
  grain: [2, 6],
  exposure: [0.82, 1.06],
  quality: [68, 90],
  cast: 0.1,
  fingers: 0.3,
  palm: 0.12,
  clutter: 0.25,
  bend: 0.35,
};

/** One row a condition. */
export const shots: Readonly<Record<Condition, Shot>> = {
  clean: {
    ...photo,
    scale: [1, 1],
    fill: [0.9, 0.95],
    roll: [0, 0],
    lean: 0,
    fall: [0, 0.02],
    shade: [0, 0],
    glareChance: 0,
    blur: [0, 0],
    shakeChance: 0,
    grain: [0, 0],
    exposure: [1, 1],
    quality: [90, 95],
    cast: 0,
    fingers: 0,
    palm: 0,
    clutter: 0,
    bend: 0,
    surface: 'desk',
  },
  photo,
  turned: { ...photo, quarter: true },
  tilted: { ...photo, roll: [9, 17], lean: 10 },
  'low-light': {
    ...photo,
    exposure: [0.24, 0.42],
    grain: [5, 9],
    blur: [0.5, 1],
    shakeChance: 0.3,
    fall: [0.2, 0.45],
    shade: [0, 0.25],
    glareChance: 0.1,
    cast: 0.24,
    quality: [66, 84],
  },
  small: {
    ...photo,
    scale: [0.42, 0.52],
    fill: [0.28, 0.38],
    blur: [0, 0.45],
    shakeChance: 0,
    grain: [2, 4],
    quality: [78, 90],
  },
};
