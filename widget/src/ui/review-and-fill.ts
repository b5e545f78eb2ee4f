/** What is shown once a card has been read: one module, because its parts are wanted at the same moment. */
export { mixUpOf } from '../core/flow/mix-up.ts';
export { LookButton } from './look-button.tsx';
export { MixedUp } from './mixed-up.tsx';
export { Outcome, outcomeText } from './outcome.tsx';
export { Phone } from './phone.tsx';
export { Review } from './review.tsx';
