/**
 * What is wanted once a card has been read: the review, and what fills the form, a part of its own for its size. There
 * or missing together. Not awaited at the top of a module, and taken by name: else a bundler would cut the first file,
 * to keep it from waiting or to share what a module as a whole needs.
 */
export async function loadReview() {
  const filling = import('../../core/flow/fill-page.ts').then((part) => part.createPageFiller);
  // Told below, where the review has not failed before.
  filling.catch(() => undefined);
  const review = await import('./review-and-fill.ts');
  return { ...review, createPageFiller: await filling };
}
