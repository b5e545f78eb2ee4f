/** What is needed once a card has been read: one module, because its parts are wanted at the same moment. */

export { mixUpOf } from '../core/flow/mix-up.ts';
export { ByHand } from './by-hand.tsx';
export { Review } from './review.tsx';

/** A part of its own for its size, but there or missing together with the review. */
export const { createPageFiller } = await import('../core/flow/fill-page.ts');
