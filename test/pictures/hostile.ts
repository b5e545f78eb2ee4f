import { readFile } from 'node:fs/promises';
import { boxed, codedOf } from './boxes.ts';
import { drawn } from './drawn.ts';
import { type PdfPage, pdfOf } from './pdf.ts';
import { phoneHeic } from './phone-heic.ts';

/** A file that lies, is cut or too much, and the words it is refused with; `what` begins with its format. */
export type HostileFile = {
  readonly what: string;
  readonly name: string;
  readonly bytes: Buffer;
  readonly words: RegExp;
};

const heic = await readFile(phoneHeic);
/** Its picture's own size stands behind that of its tiles. */
const size = heic.indexOf('ispe', heic.indexOf('ispe') + 4, 'latin1') + 8;
/** How its tiles lie: rows and columns less one, and the size of the whole. */
const grid = heic.lastIndexOf(Buffer.concat([Buffer.of(0, 1, 2, 1), heic.subarray(size, size + 8)]));

function changed(change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(heic);
  change(copy);
  return copy;
}

function sized(width: number, height: number, at = size): (copy: Buffer) => void {
  return (copy) => {
    copy.writeUInt32BE(width, at);
    copy.writeUInt32BE(height, at + 4);
  };
}

const beginning = (file: Buffer, share: number): Buffer => file.subarray(0, Math.floor(file.length * share));

/** A PDF of one page, on paper of another size, in points. */
export function onPaper(pdf: Buffer, box: string): Buffer {
  return Buffer.from(pdf.toString('latin1').replace('/MediaBox [0 0 595 842]', `/MediaBox [${box}]`), 'latin1');
}

/** 256 megapixels to decode for the 62 that it says it has. */
export const manyTiles = boxed({
  brand: 'heic',
  tiles: new Array(1_024).fill({ ...codedOf(heic), width: 512, height: 512 }),
  across: 32,
  width: 7_900,
  height: 7_900,
});

/** The table of them; `page` is one that could be read. */
export async function hostileFiles(page: PdfPage): Promise<readonly HostileFile[]> {
  const pdf = pdfOf([page]);
  const avif = await drawn().avif().toBuffer();
  const damaged = /damaged or incomplete/;
  const rows: readonly (readonly [what: string, bytes: Buffer, words: RegExp])[] = [
    ['HEIC of a side of 60,000 px', changed(sized(60_000, 689)), /60,000 pixels long on one side; the limit is 30,000/],
    // Under the limits of other pictures; the part has its own.
    ['HEIC of 144 megapixels', changed(sized(12_000, 12_000)), /144 megapixels; the limit is 64/],
    ['HEIC of four billion px', changed(sized(0xffff_ffff, 0xffff_ffff)), /4,294,967,295 pixels long on one side/],
    ['HEIC of no pixels', changed(sized(0, 0)), damaged],
    ['HEIC of 65,536 tiles that are not there', changed((copy) => copy.fill(0xff, grid + 2, grid + 4)), damaged],
    ['HEIC whose tiles are far less than it', changed(sized(7_900, 7_900, grid + 4)), damaged],
    ['HEIC of noise', changed((copy) => copy.fill(0x5a, copy.indexOf('mdat') + 4)), damaged],
    ['HEIC cut in its head', beginning(heic, 0.01), damaged],
    ['HEIC cut in its picture', beginning(heic, 0.5), damaged],
    ['AVIF cut in its head', beginning(avif, 0.1), damaged],
    ['AVIF cut in its picture', beginning(avif, 0.8), damaged],
    ['PDF cut in its first line', pdf.subarray(0, 12), damaged],
    ['PDF cut before its pages', beginning(pdf, 0.001), damaged],
    ['PDF of 41 pages', pdfOf(new Array(41).fill({ drawn: '0 0 m 9 9 l S' })), /has 41 pages; the limit is 40/],
    ['PDF with a password', pdfOf([page], { locked: true }), /asks for a password\. Please take a photo/],
    ['PDF whose page is itself', Buffer.from(pdf.toString('latin1').replace('[10 0 R]', '[2 0 R]'), 'latin1'), damaged],
  ];
  return rows.map(([what, bytes, words]) => ({
    what,
    name: `a.${what.slice(0, 4).trim().toLowerCase()}`,
    bytes,
    words,
  }));
}
