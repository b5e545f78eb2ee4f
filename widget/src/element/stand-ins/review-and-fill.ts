/** `ui/review-and-fill.ts` for the builds with Preact inside, with its styles. */
import { Review as Unstyled } from '../../ui/review.tsx';
import styles from '../../ui/styles/review.css?inline';
import { styled } from '../sheet.ts';

export { fillPage } from '../../core/flow/fill-page.ts';
export { mixUpOf } from '../../core/flow/mix-up.ts';

export const Review = styled(Unstyled, styles);
