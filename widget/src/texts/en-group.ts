/** The texts of several sides in English; see `en-camera.ts`. */
export const groupTexts = {
  sideOf: '{step} of {total}',
  swapped: 'The two sides look swapped.',
  swappedPerhaps: 'Nothing was found on either side. Perhaps the two sides are swapped.',
  swap: 'Swap them',
  misplaced: 'This looks like “{card}”.',
  moveThere: 'Use it there',
  allDone: 'Everything was read.',
} as const;
