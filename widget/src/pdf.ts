/** A page of a PDF as a photo: a part that a page opts into. */
export { acceptPdf, type PdfOptions } from './parts/pdf.ts';
