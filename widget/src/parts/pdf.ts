import { partsToExtend } from '../core/open/parts.ts';

/** Where the PDF part finds what it is made of. */
export type PdfOptions = {
  /**
   * A folder of the page's own origin: `worker.js` of `dist/pdf`, of pdfjs-dist `pdf.min.mjs` and `pdf.worker.min.mjs`
   * of its folder `legacy/build`, and its folders `wasm`, `cmaps` and `standard_fonts`.
   */
  readonly files: string;
};

/**
 * Lets every widget of the page take a page of a PDF, where pdf.js runs. Loads nothing before a PDF comes.
 */
export function acceptPdf({ files }: PdfOptions): void {
  if (!runsHere()) return;
  const parts = partsToExtend();
  parts.open.pdf = async (...asked) => (await import('./open-pdf.ts')).pdfOpener(files)(...asked);
  if (parts.names.includes('PDF')) return;
  parts.names.push('PDF');
  parts.accept += ',application/pdf';
}

/**
 * Whether pdf.js runs in this engine, by the newest of what its build for older browsers takes for granted (Chromium
 * 119, Firefox 121, Safari 17.4), and the canvas it draws on here. A server draws the page for those where it does.
 */
function runsHere(): boolean {
  return typeof document === 'undefined' || (typeof OffscreenCanvas === 'function' && 'withResolvers' in Promise);
}
