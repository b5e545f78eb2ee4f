/** What is shown of a photo and once a card has been read: one module, its parts are wanted one after another. */
export { widenAccept } from '../core/open/widen-accept.ts';
export { foreignText } from '../texts/foreign-text.ts';
export { GroupStatus } from './group-status.tsx';
export { Hints, hintsText } from './hints.tsx';
export { LookButton } from './look-button.tsx';
export { PageChoice, pagesText } from './page-choice.tsx';
export { Phone } from './phone.tsx';
export { Result, resultText } from './result.tsx';
export { Review } from './review.tsx';
export { WholePhoto } from './whole-photo.tsx';
