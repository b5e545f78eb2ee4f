import { constants, deflateRawSync } from 'node:zlib';
import sharp from 'sharp';

/** What a page of these documents shows: a JPEG as a scanner lays it in, or drawing instructions. */
export type PdfPage =
  | { readonly jpeg: Buffer; readonly width: number; readonly height: number }
  | { readonly drawn: string | Buffer; readonly resources?: string };

type PdfOptions = {
  /** Asks for a password nobody knows. */
  readonly locked?: boolean;
  /** Entries of the catalogue, as `/OpenAction << … >>`. */
  readonly catalogue?: string;
  /** Objects behind the document's own, by whatever number they begin with; from 1,000 on. */
  readonly objects?: readonly string[];
};

/** A PDF of these pages, each A4, as ISO 32000-1 has it. */
export function pdfOf(pages: readonly PdfPage[], { locked, catalogue = '', objects = [] }: PdfOptions = {}): Buffer {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const places = new Map<number, number>();
  let at = pieces[0]?.length ?? 0;
  const put = (...more: readonly (string | Buffer)[]): void => {
    for (const piece of more) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece;
      pieces.push(bytes);
      at += bytes.length;
    }
  };
  const object = (number: number, ...body: readonly (string | Buffer)[]): void => {
    places.set(number, at);
    put(`${number} 0 obj\n`, ...body, '\nendobj\n');
  };
  const stream = (number: number, entries: string, body: Buffer): void =>
    object(number, `<< ${entries} /Length ${body.length} >>\nstream\n`, body, '\nendstream');

  object(1, `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`);
  const numbers = pages.map((_, index) => 10 + 3 * index);
  object(2, `<< /Type /Pages /Count ${pages.length} /Kids [${numbers.map((n) => `${n} 0 R`).join(' ')}] >>`);
  for (const [index, page] of pages.entries()) {
    const number = numbers[index] ?? 0;
    const isScan = 'jpeg' in page;
    const resources = isScan ? `/XObject << /I ${number + 2} 0 R >>` : (page.resources ?? '');
    object(
      number,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${number + 1} 0 R /Resources << ${resources} >> >>`,
    );
    if (isScan) {
      // As wide as the paper less a margin, at its upper end.
      const height = Math.round((515 * page.height) / page.width);
      stream(number + 1, '', Buffer.from(`q 515 0 0 ${height} 40 ${802 - height} cm /I Do Q`));
      stream(
        number + 2,
        `/Type /XObject /Subtype /Image /Width ${page.width} /Height ${page.height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode`,
        page.jpeg,
      );
    } else if (typeof page.drawn === 'string') stream(number + 1, '', Buffer.from(page.drawn, 'latin1'));
    else stream(number + 1, '/Filter /FlateDecode', page.drawn);
  }
  for (const [index, body] of objects.entries()) object(1_000 + index, body);
  const key = `<${'a5'.repeat(32)}>`;
  if (locked) object(3, `<< /Filter /Standard /V 1 /R 2 /O ${key} /U ${key} /P -4 >>`);
  const start = at;
  put(`xref\n0 1\n0000000000 65535 f \n`);
  for (const [number, place] of places) put(`${number} 1\n${String(place).padStart(10, '0')} 00000 n \n`);
  put(
    `trailer\n<< /Size ${Math.max(...places.keys()) + 1} /Root 1 0 R ${locked ? `/Encrypt 3 0 R /ID [${key} ${key}]` : ''} >>\n`,
    `startxref\n${start}\n%%EOF\n`,
  );
  return Buffer.concat(pieces);
}

/** Pictures as a scanner lays them into a document, a page each. */
export async function scanOf(...pictures: readonly string[]): Promise<Buffer> {
  const pages = pictures.map(async (path) => {
    const { data: jpeg, info } = await sharp(path).jpeg({ quality: 90 }).toBuffer({ resolveWithObject: true });
    return { jpeg, width: info.width, height: info.height };
  });
  return pdfOf(await Promise.all(pages));
}

/** Drawing instructions of so many megabytes once they are unpacked: one packed block again and again. */
export function packed(instruction: string, blocks: number): Buffer {
  const text = Buffer.from(instruction.repeat(Math.ceil(2 ** 20 / instruction.length)), 'latin1');
  const block = deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH });
  // The head of the whole, the blocks, an empty last one, and a sum that readers of damaged documents let pass.
  return Buffer.concat([Buffer.of(0x78, 0x9c), ...new Array<Buffer>(blocks).fill(block), Buffer.of(3, 0, 0, 0, 0, 0)]);
}
