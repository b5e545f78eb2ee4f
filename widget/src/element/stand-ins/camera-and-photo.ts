/**
 * What looks at light and pixels, as one part of the builds with Preact inside: the camera before the photo, behind it
 * the advice and what turns it; and what names files that are no photo.
 */
import { Camera as Unstyled } from '../../ui/camera/camera.tsx';
import styles from '../../ui/styles/camera.css?inline';
import { styled } from '../sheet.ts';

export { takeForeign } from '../../core/foreign.ts';
export { hintsOf } from '../../core/hints.ts';
export { decodeScaled } from '../../core/prepare/decode-scaled.ts';
export { takeApart } from '../../core/prepare/other-formats.ts';
export { turnJpeg } from '../../core/prepare/turn-jpeg.ts';

export const Camera = styled(Unstyled, styles);
