/** `ui/consent-box.tsx` for the builds with Preact inside, with its styles. */
import { ConsentBox as Unstyled } from '../../ui/consent/consent-box.tsx';
import styles from '../../ui/styles/consent.css?inline';
import { styled } from '../sheet.ts';

export { ConsentFirst, consentText } from '../../ui/consent/consent-box.tsx';

export const ConsentBox = styled(Unstyled, styles);
