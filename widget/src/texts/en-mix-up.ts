/** The texts of sides in the wrong place in English; see `en-camera.ts`. */
export const mixUpTexts = {
  swapped: 'The two sides look swapped.',
  swappedPerhaps: 'Nothing was found on either side. Perhaps the two sides are swapped.',
  swap: 'Swap them',
  misplaced: 'This looks like “{card}”.',
  moveThere: 'Use it there',
} as const;
