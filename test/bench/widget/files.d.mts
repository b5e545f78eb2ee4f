import type { Sharp } from 'sharp';

/** Soft shapes with grain, which compress like a photo. */
export function photo(width: number, height: number): Sharp;
