/** For a script tag: PDF, its files in the folder `pdf` beside this one. */
import { acceptPdf } from './pdf.ts';

const { url } = import.meta;
acceptPdf({ files: new URL('pdf/', url).href });
