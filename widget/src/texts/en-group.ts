/** The texts of several sides in English; see `en-camera.ts`. */
export const groupTexts = {
  sideOf: '{step} of {total}',
  swapped: 'The two sides look swapped.',
  swap: 'Swap them',
  misplaced: 'This looks like “{card}”.',
  moveThere: 'Use it there',
  allDone: 'Everything was read.',
} as const;
