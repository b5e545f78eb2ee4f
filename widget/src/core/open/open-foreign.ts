import { type ForeignFormat, inspectBlobWith, refuseFormat, type SizeLimits } from '@scanfill/proxy/contract';
import { browserEnvironment } from '../base/environment.ts';
import { within } from '../base/life.ts';
import { ScanError } from '../base/scan-error.ts';
import { sourceLimits } from '../source-limits.ts';
import { readBoxedPicture } from './bmff.ts';
import { opens, turnsByItself } from './engine.ts';
import { jpegOf } from './jpeg-of.ts';
import type { Opened } from './opened.ts';
import type { Way } from './pages.ts';
import { type Closed, isClosed, type OpenPart, partsHere } from './parts.ts';

/** So long the engine may decode, and the canvas write. */
const engineMs = 30_000;

type Upright = { readonly bitmap: ImageBitmap; readonly orientation?: Parameters<typeof jpegOf>[1] };

/**
 * Makes a JPEG of a HEIC, an AVIF or a page of a PDF: by the engine where it decodes this very file, else by a part
 * that the page has opted into. Upright, on white, without metadata, within the service's limits. What cannot be opened
 * is refused by its format; never rejects but where the signal aborts.
 */
export async function openForeign(file: Blob, format: ForeignFormat, way: Way): Promise<Opened> {
  const { signal = new AbortController().signal } = way;
  const { maxBytes } = sourceLimits;
  if (file.size > maxBytes) return refused('image-too-large', { limit: maxBytes, actual: file.size });
  const found = format === 'pdf' ? undefined : await byEngine(file, format, signal);
  if (found && 'ok' in found) return found;
  const picture: Upright | Closed = found ?? (await byPart(file, format, way, signal));
  if ('why' in picture) return closed(picture, format);
  try {
    const jpeg = await within(signal, engineMs, browserEnvironment, (life) =>
      jpegOf(picture.bitmap, picture.orientation ?? 1, nameOf(file), life),
    );
    const verdict = await inspectBlobWith(jpeg, () => 'unknown');
    return verdict.ok ? { ...verdict, file: jpeg } : verdict;
  } catch (error) {
    if (error instanceof ScanError && error.code === 'aborted') throw error;
    return refused('image-unreadable');
  } finally {
    picture.bitmap.close();
  }
}

/** The engine's own decoder; undefined where it has none for this file. Refused where the header says too much. */
async function byEngine(file: Blob, format: ForeignFormat, signal: AbortSignal): Promise<Upright | Opened | undefined> {
  const boxed = await readBoxedPicture(file).catch(() => undefined);
  // Without its head nobody opens it; where others of its kind are opened, it is this one that is wrong.
  if (!boxed) return (await isOpened(format)) ? refused('image-unreadable') : refuseFormat(format);
  const { width, height, orientation } = boxed;
  const tooMuch = over(Math.max(width, height), width * height, sourceLimits);
  if (tooMuch) return tooMuch;
  if (typeof createImageBitmap !== 'function') return undefined;
  try {
    return await within(signal, engineMs, browserEnvironment, async ({ race }) => {
      const bitmap = await race(createImageBitmap(file), (late) => late.close());
      // Of HEIC the system decides, and knows its own cameras' ways.
      const turns = format === 'heic' || orientation === 1 || (await race(turnsByItself()));
      return turns ? { bitmap } : { bitmap, orientation };
    });
  } catch (error) {
    if (error instanceof ScanError && error.code === 'aborted') throw error;
    return undefined;
  }
}

async function byPart(
  file: Blob,
  format: ForeignFormat,
  { onPages }: Way,
  signal: AbortSignal,
): Promise<Upright | Closed> {
  const open = partFor(format);
  if (!open) return { why: (await isOpened(format)) ? 'damaged' : 'absent' };
  const picture = await open(file, {
    signal,
    pick: (pages) =>
      new Promise((resolve, reject) => {
        if (!onPages) return reject({ why: 'pages', limit: 1, actual: pages.count } satisfies Closed);
        signal.addEventListener('abort', () => reject(new ScanError('aborted')));
        onPages({
          ...pages,
          choose(page) {
            if (signal.aborted) return;
            onPages();
            resolve(page);
          },
        });
      }),
  }).catch((error: unknown): Closed => (isClosed(error) ? error : { why: 'damaged' }));
  if (signal.aborted) {
    if (!('why' in picture)) picture.close();
    throw new ScanError('aborted');
  }
  return 'why' in picture ? picture : { bitmap: picture };
}

function partFor(format: ForeignFormat): OpenPart | undefined {
  return format === 'heic' || format === 'pdf' ? partsHere()?.open[format] : undefined;
}

/** Whether files of this format are opened here, by a part or by the engine. */
async function isOpened(format: ForeignFormat): Promise<boolean> {
  return partFor(format) !== undefined || ((format === 'heic' || format === 'avif') && (await opens(format)));
}

function over(side: number, pixels: number, { maxSidePx, maxPixels }: SizeLimits): Opened | undefined {
  if (side > maxSidePx) return refused('image-side', { limit: maxSidePx, actual: side });
  return pixels > maxPixels ? refused('image-pixels', { limit: maxPixels, actual: pixels }) : undefined;
}

/** Why a part could not open the file, as a refusal. */
function closed({ why, limit, actual }: Closed, format: ForeignFormat): Opened {
  const figures = { ...(limit === undefined ? {} : { limit }), ...(actual === undefined ? {} : { actual }) };
  switch (why) {
    case 'policy':
    case 'absent':
      return refuseFormat(format);
    case 'damaged':
      return refused('image-unreadable');
    case 'pixels':
      return refused('image-pixels', figures);
    default:
      return { ...refused('image-format', { format, ...figures }), why };
  }
}

type Refusal = Extract<Opened, { ok: false }>;

function refused(code: Refusal['code'], params: Refusal['params'] = {}): Refusal {
  const figures = params.limit === undefined ? '' : ` (${params.actual ?? '?'}, the limit is ${params.limit})`;
  return {
    ok: false,
    code,
    params,
    detail: `The file cannot be made a JPEG: ${code}${figures}. Send a photo as JPEG.`,
  };
}

function nameOf(file: Blob): string {
  return (file instanceof File ? file.name.replace(/\.[^.]*$/, '') : '') || 'photo';
}
