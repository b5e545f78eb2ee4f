/** What is needed once a card has been read: one module, because both parts are wanted at the same moment. */
export { fillPage } from '../core/flow/fill-page.ts';
export { Review } from './review.tsx';
