/** In place of `core/open/jpeg-of.ts`: what it is made of is in the first file. */
export { jpegOf } from '../../core/prepare/jpeg-of.ts';
