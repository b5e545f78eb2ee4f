import { fileURLToPath } from 'node:url';

/** The drawn ID card's portrait side as an iPhone stores it; `files/README.md` says how it was made. */
export const phoneHeic = fileURLToPath(new URL('./files/phone.heic', import.meta.url));

/** The quarters of `drawn.ts` in the colours of Display P3, as an iPhone's screen has them. */
export const wideHeic = fileURLToPath(new URL('./files/wide.heic', import.meta.url));
