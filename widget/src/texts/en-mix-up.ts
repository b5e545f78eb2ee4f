/** The texts of a group of which something was read in English; see `en-camera.ts`. */
export const mixUpTexts = {
  swapped: 'The two sides look swapped.',
  swappedPerhaps: 'Nothing was found on either side. Perhaps the two sides are swapped.',
  swap: 'Swap them',
  misplaced: 'This looks like “{card}”.',
  moveThere: 'Use it there',
  beside: '“{card}” was in the same photo.',
  wanted: 'Now add a photo of “{card}”.',
  allDone: 'Everything was read.',
} as const;
