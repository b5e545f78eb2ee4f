import { type Closed, isClosed, type OpenPart } from '../core/open/parts.ts';
import type { PdfQuestion } from './pdf-worker.ts';
import { folderOf, startWork } from './work.ts';

/** More are a book: nobody finds a card in it by small pictures. */
const maxPages = 40;
/** A4 at 300 dpi. */
const maxSidePx = 3_508;
/** Loading pdf.js over a slow line, and reading the document's tables. */
const openMs = 45_000;
const drawMs = 20_000;
const thumbnailMs = 10_000;

/** Opens a page of a PDF by pdf.js; its files and the worker lie in the folder `files`. */
export function pdfOpener(files: string): OpenPart {
  return async (file, { signal, pick }) => {
    const folder = folderOf(files);
    if (!folder) return told({ why: 'absent' }, files);
    const work = startWork(new URL('worker.js', folder), 'module', signal);
    const ask = async <T>(question: PdfQuestion, ms: number): Promise<T | Closed> => await work.ask<T>(question, ms);
    try {
      const opened = await ask<{ readonly count: number }>({ open: file }, openMs);
      if (isClosed(opened)) return told(opened, folder.href);
      const { count } = opened;
      if (count > maxPages) return { why: 'pages', limit: maxPages, actual: count };
      const draw = async (page: number, maxSidePx: number): Promise<ImageBitmap> => {
        const drawn = await ask<ImageBitmap>({ draw: page, maxSidePx }, thumbnailMs);
        if (isClosed(drawn)) throw new Error(drawn.why);
        return drawn;
      };
      const page = count > 1 ? await pick({ count, draw }) : 1;
      return await ask<ImageBitmap>({ draw: page, maxSidePx }, drawMs);
    } finally {
      work.end();
    }
  };
}

/** Tells whoever runs the page what keeps the part from working. */
function told(closed: Closed, files: string): Closed {
  if (closed.why === 'absent')
    console.error(
      `@scanfill/widget/pdf: worker.js, pdf.min.mjs or pdf.worker.min.mjs cannot be had from ${files}, which must be of this page's origin.`,
    );
  return closed;
}
