/** HEIC where the browser has no decoder for it: a part that a page opts into. */
export { acceptHeic, type HeicOptions } from './parts/heic.ts';
