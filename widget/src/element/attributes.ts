import type { CardName } from '@scanfill/proxy/contract';
import type { CardLook } from '../ui/card-upload.tsx';

/**
 * The attributes of `<scan-fill>`, for templates that are checked: in JSX, in Vue's `GlobalComponents`, in Svelte's
 * `svelteHTML`. Beside them an element takes every attribute of HTML.
 */
export type ScanFillAttributes = {
  /** One card, or with `cards` several sides of a certificate, their names separated by spaces. */
  card?: CardName | undefined;
  cards?: string | undefined;
  /** Where the proxy is mounted. */
  endpoint: string;
  /** POSTed for `{ token, expiresIn }`; the `session` property stands before it. */
  'session-url'?: string | undefined;
  /** A selector of the form to fill. */
  fill?: string | undefined;
  overwrite?: boolean | undefined;
  lang?: string | undefined;
  theme?: CardLook['theme'];
  camera?: CardLook['camera'];
  review?: CardLook['review'];
  /** Where one card is found in the photo, only that is sent. */
  crop?: 'card' | undefined;
  /** On a computer, offers to take the photo with the phone. */
  phone?: boolean | undefined;
  heading?: string | undefined;
  name?: string | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
  /** Tells two uploads of the same card apart, over a reload. */
  memory?: string | undefined;
  /** Names the words in the slot of that name, which are to be accepted before a photo is sent. */
  consent?: string | undefined;
};
