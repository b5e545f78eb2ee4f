/** The photos of which only the card was kept: what shows one offers the whole photo. */
export const cropped = new WeakSet<Blob>();
