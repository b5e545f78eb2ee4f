/** What is needed once a card has been read: one module, because its parts are wanted at the same moment. */
export { fillPage } from '../core/flow/fill-page.ts';
export { mixUpOf } from '../core/flow/mix-up.ts';
export { Review } from './review.tsx';
