import { readBoxedPicture } from '../core/open/bmff.ts';
import { type Closed, isClosed, type OpenPart } from '../core/open/parts.ts';
import type { HeicQuestion, Pixels } from './heic-worker.ts';
import { folderOf, startWork } from './work.ts';

/** A phone's largest, 50 megapixels, and some more: they are 256 MB in memory. */
const maxPixels = 64_000_000;
/** Loading the decoder over a slow line, and decoding on an old computer. */
const decodeMs = 60_000;

/** Opens a HEIC by libheif; its files and the worker lie in the folder `files`. */
export function heicOpener(files: string, wasm: boolean): OpenPart {
  return async (file, { signal }) => {
    const folder = folderOf(files);
    if (!folder) return told({ why: 'absent' }, files);
    const boxed = await readBoxedPicture(file);
    const pixels = boxed ? boxed.width * boxed.height : 0;
    if (pixels > maxPixels) return { why: 'pixels', limit: maxPixels, actual: pixels };
    const work = startWork(new URL('worker.js', folder), 'classic', signal);
    try {
      const question: HeicQuestion = { file, wasm, maxPixels, colour: boxed?.colour };
      const answer = await work.ask<Pixels>(question, decodeMs);
      if (isClosed(answer)) return told(answer, folder.href);
      return await createImageBitmap(new ImageData(answer.data, answer.width, answer.height));
    } finally {
      work.end();
    }
  };
}

/** Tells whoever runs the page what keeps the part from working. */
function told(closed: Closed, files: string): Closed {
  if (closed.why === 'absent')
    console.error(
      `@scanfill/widget/heic: worker.js, libheif.js or libheif.wasm cannot be had from ${files}, which must be of this page's origin.`,
    );
  if (closed.why === 'policy')
    console.error(
      `@scanfill/widget/heic: the policy that ${files}worker.js is served with allows no WebAssembly. Add 'wasm-unsafe-eval' to its script-src, or use the build of libheif without it: acceptHeic({ wasm: false }).`,
    );
  return closed;
}
