/** What is shown once a card has been read: one module, because its parts are wanted at the same moment. */
export { widenAccept } from '../core/open/widen-accept.ts';
export { foreignText } from '../texts/foreign-text.ts';
export { GroupStatus } from './group-status.tsx';
export { LookButton } from './look-button.tsx';
export { PageChoice, pagesText } from './page-choice.tsx';
export { Phone } from './phone.tsx';
export { Result, resultText } from './result.tsx';
export { Review } from './review.tsx';
