import type { jpegOf as make } from '../prepare/jpeg-of.ts';

/** `prepare/jpeg-of.ts`, which comes with what else looks at pixels. */
export const jpegOf: typeof make = async (...picture) => await (await import('../photo.ts')).jpegOf(...picture);
