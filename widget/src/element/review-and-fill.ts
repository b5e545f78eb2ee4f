/** `ui/review-and-fill.ts` for the builds with Preact inside, with its styles. */
import styles from '../ui/styles/review.css?inline';
import { addStyles } from './sheet.ts';

export { fillPage } from '../ui/fill-page.ts';
export { Review } from '../ui/review.tsx';

addStyles(styles);
