/** The close look's texts in English; see `en-camera.ts`. */
export const lookTexts = {
  look: 'Look closely',
  lookIn: 'Zoom in',
  lookOut: 'Zoom out',
  lookFit: 'Show the whole photo',
  lookClose: 'Close',
  lookHelp: 'Zoom with + and −, move with the arrow keys; 0 shows the whole photo.',
  lookFailed: 'The photo cannot be shown here.',
} as const;
