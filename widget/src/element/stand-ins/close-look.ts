/** `ui/close-look.tsx` for the builds with Preact inside, with its styles. */
import { CloseLook as Unstyled } from '../../ui/look/close-look.tsx';
import styles from '../../ui/styles/close-look.css?inline';
import { styled } from '../sheet.ts';

export const CloseLook = styled(Unstyled, styles);
