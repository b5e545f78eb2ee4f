/** The texts of several sides in English; see `en-camera.ts`. */
export const groupTexts = {
  sideOf: '{step} of {total}',
} as const;
