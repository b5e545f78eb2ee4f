/** What looks at a photo's pixels: one module, because both are needed at the same moment. */
export { drawPreview } from './draw-preview.ts';
export { hintsOf } from './hints.ts';
export { jpegOf } from './prepare/jpeg-of.ts';
export { prepareImage } from './prepare-image.ts';
