/**
 * What a page has opted into: kept by the page and not by this module, since a part may come from another build than
 * the widget it serves.
 */
import type { Pages } from './pages.ts';

/** Formats that a part may open. */
export type PartFormat = 'heic' | 'pdf';

/**
 * Why a file could not be opened. `policy` the page forbids what the part needs · `absent` this engine lacks it, or a
 * file of the part is not there · `locked` a password · `pages`, `pixels` too many of them (`limit`, `actual`) · `slow`
 * its seconds are over · `damaged` none of these.
 */
export type Closed = {
  readonly why: 'policy' | 'absent' | 'locked' | 'pages' | 'pixels' | 'slow' | 'damaged';
  readonly limit?: number;
  readonly actual?: number;
};

/** Whether it is why something could not be opened. */
export function isClosed(value: unknown): value is Closed {
  return typeof value === 'object' && value !== null && 'why' in value;
}

/** What a part is given beside the file; `pick` asks which of several pages, and rejects where nobody can be asked. */
export type PartTools = { readonly signal: AbortSignal; pick(pages: Omit<Pages, 'choose'>): Promise<number> };

/** Opens a file: the picture upright, or why not. Whatever it starts has ended when it settles. */
export type OpenPart = (file: Blob, tools: PartTools) => Promise<ImageBitmap | Closed>;

/** The page's parts. */
export type PageParts = {
  /** What file inputs take besides, as it stands behind the list of the others: `,image/heic,.heic`. */
  accept: string;
  /** The formats that a page has opted into, as a person knows them. */
  readonly names: string[];
  readonly open: { [Format in PartFormat]?: OpenPart };
};

const key = Symbol.for('scanfill.parts');
type Holder = { [key]?: PageParts };

/** The page's parts as they are now. */
export function partsHere(): PageParts | undefined {
  return (globalThis as Holder)[key];
}

/** The same, to add to. */
export function partsToExtend(): PageParts {
  const holder = globalThis as Holder;
  holder[key] ??= { accept: '', names: [], open: {} };
  return holder[key];
}
