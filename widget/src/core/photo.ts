/** What looks at a photo's pixels: one module, because both are needed at the same moment. */
export { hintsOf } from './hints.ts';
export { prepareImage } from './prepare-image.ts';
