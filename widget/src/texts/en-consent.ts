/** The texts of a consent in English; see `en-camera.ts`. */
export const consentTexts = {
  consent: 'I agree that the photo of my card is sent and read.',
  consentTitle: 'Please accept this first',
  consentFirst: 'The photo is still on this device. It is sent as soon as you accept above.',
} as const;
