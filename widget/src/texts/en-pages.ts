/** The texts of the choice among a document's pages in English; see `en-camera.ts`. */
export const pagesTexts = {
  pagesTitle: 'Which page shows the card?',
  pagesPage: 'Page {page}',
  pagesBlank: 'This page cannot be shown here.',
} as const;
