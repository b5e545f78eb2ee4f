import { en } from '../en.ts';
import { cameraTexts } from '../en-camera.ts';
import { consentTexts } from '../en-consent.ts';
import { foreignTexts } from '../en-foreign.ts';
import { groupTexts } from '../en-group.ts';
import { hintTexts } from '../en-hints.ts';
import { lookTexts } from '../en-look.ts';
import { mixUpTexts } from '../en-mix-up.ts';
import { pagesTexts } from '../en-pages.ts';
import { phoneTexts } from '../en-phone.ts';
import { reviewTexts } from '../en-review.ts';
import type { Language } from '../language.ts';

/** English with the texts of all parts, as every other language has them. */
export const english: Language = {
  ...en,
  texts: {
    ...en.texts,
    ...cameraTexts,
    ...consentTexts,
    ...foreignTexts,
    ...groupTexts,
    ...hintTexts,
    ...lookTexts,
    ...mixUpTexts,
    ...pagesTexts,
    ...phoneTexts,
    ...reviewTexts,
  },
};
