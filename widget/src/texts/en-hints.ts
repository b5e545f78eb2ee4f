/** Advice about a photo in English, which comes with what shows it; see `en-camera.ts`. */
export const hintTexts = {
  hintTitle: 'A better photo gives a better result',
  hintBlur: 'The photo looks blurred. Hold the camera still and tap the card to focus.',
  hintGlare: 'Light is reflected on the card. Tilt it a little or move away from the lamp.',
  hintDark: 'The photo is dark. Move to a brighter place.',
  hintSmall: 'The card is small in the photo. Move closer until it fills the picture.',
  wholePhoto: 'Use the whole photo',
} as const;
