import type { Sharp } from 'sharp';

/** Soft shapes, which compress like a photo. */
export function photo(width: number, height: number): Sharp;

/** The same with the grain of a small sensor. */
export function grainy(picture: Sharp, width: number, height: number): Sharp;
