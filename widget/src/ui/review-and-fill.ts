/** What is shown once a card has been read: one module, because its parts are wanted at the same moment. */
export { mixUpOf } from '../core/flow/mix-up.ts';
export { LookButton } from './look-button.tsx';
export { MixedUp } from './mixed-up.tsx';
export { Phone } from './phone.tsx';
export { Result, resultText } from './result.tsx';
export { Review } from './review.tsx';
