/** `ui/review-and-fill.ts` for the builds with Preact inside, with its styles. */
import { Review as Unstyled } from '../../ui/review.tsx';
import look from '../../ui/styles/look.css?inline';
import pages from '../../ui/styles/pages.css?inline';
import styles from '../../ui/styles/review.css?inline';
import { styled } from '../sheet.ts';

export { widenAccept } from '../../core/open/widen-accept.ts';
export { foreignText } from '../../texts/foreign-text.ts';
export { GroupStatus } from '../../ui/group-status.tsx';
export { Hints, hintsText } from '../../ui/hints.tsx';
export { LookButton } from '../../ui/look-button.tsx';
export { PageChoice, pagesText } from '../../ui/page-choice.tsx';
export { Phone } from '../../ui/phone.tsx';
export { Result, resultText } from '../../ui/result.tsx';
export { WholePhoto } from '../../ui/whole-photo.tsx';

export const Review = styled(Unstyled, styles + look + pages);
