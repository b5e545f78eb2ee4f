/** The pages of a document, of which one is to be sent. */
export type Pages = {
  readonly count: number;
  /** Draws a page, from 1 on, at most `maxSidePx` wide or high. Rejects where it cannot be drawn. */
  draw(page: number, maxSidePx: number): Promise<ImageBitmap>;
  choose(page: number): void;
};

/** What a file is opened with, where it may have to be made a photo first. */
export type Way = {
  readonly signal?: AbortSignal;
  /** Asks which page; called without pages once one is chosen. Without it, documents of several pages are refused. */
  readonly onPages?: (pages?: Pages) => void;
};
