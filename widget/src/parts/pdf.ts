import { partsToExtend } from '../core/open/parts.ts';

/** Where the PDF part finds what it is made of. */
export type PdfOptions = {
  /**
   * A folder of the page's own origin: `worker.js` of `dist/pdf`, of pdfjs-dist `pdf.min.mjs` and `pdf.worker.min.mjs`
   * of its folder `legacy/build`, and its folders `wasm`, `cmaps` and `standard_fonts`.
   */
  readonly files: string;
};

/** Lets every widget of the page take a page of a PDF. Loads nothing before a PDF comes. */
export function acceptPdf({ files }: PdfOptions): void {
  const parts = partsToExtend();
  parts.open.pdf = async (...asked) => (await import('./open-pdf.ts')).pdfOpener(files)(...asked);
  if (parts.names.includes('PDF')) return;
  parts.names.push('PDF');
  parts.accept += ',application/pdf';
}
