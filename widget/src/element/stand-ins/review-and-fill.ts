/** `ui/review-and-fill.ts` for the builds with Preact inside, with its styles. */
import { Review as Unstyled } from '../../ui/review/review.tsx';
import look from '../../ui/styles/look.css?inline';
import pages from '../../ui/styles/pages.css?inline';
import styles from '../../ui/styles/review.css?inline';
import { styled } from '../sheet.ts';

export { widenAccept } from '../../core/open/widen-accept.ts';
export { foreignText } from '../../texts/foreign-text.ts';
export { Hints, hintsText } from '../../ui/choose/hints.tsx';
export { PageChoice, pagesText } from '../../ui/choose/page-choice.tsx';
export { WholePhoto } from '../../ui/choose/whole-photo.tsx';
export { GroupStatus } from '../../ui/group/group-status.tsx';
export { LookButton } from '../../ui/look/look-button.tsx';
export { Phone } from '../../ui/phone/phone.tsx';
export { Result, resultText } from '../../ui/review/result.tsx';
export { tellMisuse } from '../../ui/tell-misuse.ts';

export const Review = styled(Unstyled, styles + look + pages);
