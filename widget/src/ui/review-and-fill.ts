/** What is shown once a card has been read: one module, because its parts are wanted at the same moment. */
export { GroupStatus } from './group-status.tsx';
export { LookButton } from './look-button.tsx';
export { Phone } from './phone.tsx';
export { Result, resultText } from './result.tsx';
export { Review } from './review.tsx';
