/** `ui/phone-panel.tsx` for the builds with Preact inside, with its styles. */
import { PhonePanel as Unstyled } from '../../ui/phone/phone-panel.tsx';
import styles from '../../ui/styles/phone.css?inline';
import { styled } from '../sheet.ts';

export const PhonePanel = styled(Unstyled, styles);
