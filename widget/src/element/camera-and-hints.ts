/** What looks at light and sharpness, as one part of the builds with Preact inside: the camera before the photo, the advice behind it. */
import styles from '../ui/styles/camera.css?inline';
import { addStyles } from './sheet.ts';

export { hintsOf } from '../core/hints.ts';
export { Camera } from '../ui/camera.tsx';

addStyles(styles);
