/** What is shown of a photo and once a card has been read: one module, its parts are wanted one after another. */
export { widenAccept } from '../../core/open/widen-accept.ts';
export { foreignText } from '../../texts/foreign-text.ts';
export { Hints, hintsText } from '../choose/hints.tsx';
export { PageChoice, pagesText } from '../choose/page-choice.tsx';
export { WholePhoto } from '../choose/whole-photo.tsx';
export { GroupStatus } from '../group/group-status.tsx';
export { LookButton } from '../look/look-button.tsx';
export { Phone } from '../phone/phone.tsx';
export { tellMisuse } from '../tell-misuse.ts';
export { Result, resultText } from './result.tsx';
export { Review } from './review.tsx';
