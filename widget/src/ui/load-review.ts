/**
 * What is wanted once a card has been read: the review, and what fills the form, a part of its own for its size. There
 * or missing together. Not awaited at the top of a module: a bundler would cut the first file to keep it from waiting.
 */
export async function loadReview() {
  const [review, filling] = await Promise.all([import('./review-and-fill.ts'), import('../core/flow/fill-page.ts')]);
  return { ...review, ...filling };
}
