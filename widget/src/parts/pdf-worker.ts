/**
 * Draws pages of a PDF by pdf.js, whose files the page lays beside this one. All of pdf.js runs in this worker, which
 * the page ends when a document takes too long: drawing as well, which pdf.js does on the page's own thread elsewhere.
 * Only pictures leave it. No script of the document is run: that takes a sandbox of pdf.js's viewer, which is not
 * loaded.
 */
import type { Closed } from '../core/open/parts.ts';
import { answerWith } from './work.ts';

/** What is asked: to open a file, or to draw a page of it, from 1 on. */
export type PdfQuestion = { readonly open: Blob } | { readonly draw: number; readonly maxSidePx: number };

/** What pdf.js gives, as far as it is used; see its API. */
type Pdfjs = {
  getDocument(options: object): { readonly promise: Promise<PdfDocument> };
  readonly AnnotationMode: { readonly ENABLE: number };
};
type PdfDocument = { readonly numPages: number; getPage(page: number): Promise<PdfPage> };
type PdfPage = {
  getViewport(options: { readonly scale: number }): { readonly width: number; readonly height: number };
  render(options: object): { readonly promise: Promise<void> };
  cleanup(): void;
};

/** A picture of the document that would take more is left out. */
const maxImagePixels = 100_000_000;

let pdfjs: Pdfjs | undefined;
let document: PdfDocument | undefined;
/** One page after the other: each takes the memory of a picture. */
let last: Promise<unknown> = Promise.resolve();

answerWith(async (question: PdfQuestion) => {
  const mine = last.then(async () => {
    if ('open' in question) return { value: { count: await open(question.open) } };
    const value = await draw(question.draw, question.maxSidePx);
    return { value, transfer: [value] };
  });
  last = mine.catch(() => undefined);
  return await mine;
});

async function open(file: Blob): Promise<number> {
  pdfjs = await load();
  const data = new Uint8Array(await file.arrayBuffer());
  try {
    document = await pdfjs.getDocument({
      data,
      verbosity: 0,
      // pdf.js had this switch, and versions of it may be laid here that do.
      isEvalSupported: false,
      enableXfa: false,
      // So that no policy has to allow WebAssembly.
      useWasm: false,
      useWorkerFetch: false,
      useSystemFonts: false,
      // Glyphs are drawn as paths: a font of the document never becomes one of the page.
      disableFontFace: true,
      maxImageSize: maxImagePixels,
      stopAtErrors: false,
      wasmUrl: beside('wasm/'),
      cMapUrl: beside('cmaps/'),
      cMapPacked: true,
      standardFontDataUrl: beside('standard_fonts/'),
      CanvasFactory: Canvases,
      FilterFactory: NoFilters,
      BinaryDataFactory: Files,
    }).promise;
  } catch (error) {
    const { name } = Object(error) as { readonly name?: unknown };
    throw { why: name === 'PasswordException' ? 'locked' : 'damaged' } satisfies Closed;
  }
  return document.numPages;
}

async function load(): Promise<Pdfjs> {
  try {
    // Loaded first, it is there when the other one looks for it, and no second worker is started.
    await import(/* @vite-ignore */ beside('pdf.worker.min.mjs'));
    return (await import(/* @vite-ignore */ beside('pdf.min.mjs'))) as Pdfjs;
  } catch {
    throw { why: 'absent' } satisfies Closed;
  }
}

async function draw(number: number, maxSidePx: number): Promise<ImageBitmap> {
  const page = await document?.getPage(number);
  if (!page || !pdfjs) throw { why: 'damaged' } satisfies Closed;
  const whole = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: maxSidePx / Math.max(whole.width, whole.height, 1) });
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.min(maxSidePx, Math.round(viewport.width))),
    Math.max(1, Math.min(maxSidePx, Math.round(viewport.height))),
  );
  await page.render({
    canvas,
    canvasContext: canvas.getContext('2d', { alpha: false }),
    viewport,
    background: '#fff',
    // Without frames of the screen, which a worker may not have.
    intent: 'print',
    // Drawn as they are seen elsewhere, so that what a person has covered stays covered; nothing of them works.
    annotationMode: pdfjs.AnnotationMode.ENABLE,
  }).promise;
  page.cleanup();
  return canvas.transferToImageBitmap();
}

/** pdf.js's canvases: it makes its own by the page's document. */
class Canvases {
  create(width: number, height: number) {
    const canvas = new OffscreenCanvas(width, height);
    return { canvas, context: canvas.getContext('2d', { willReadFrequently: true }) };
  }
  getNoAlphaContext(canvas: OffscreenCanvas) {
    return canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  }
  reset({ canvas }: { readonly canvas: OffscreenCanvas }, width: number, height: number): void {
    Object.assign(canvas, { width, height });
  }
  destroy(held: { canvas: OffscreenCanvas | null; context: unknown }): void {
    if (held.canvas) Object.assign(held.canvas, { width: 0, height: 0 });
    Object.assign(held, { canvas: null, context: null });
  }
}

/** pdf.js's filters are drawings of the page's document: a worker has none, and does without. */
class NoFilters {
  addFilter = none;
  addHCMFilter = none;
  addAlphaFilter = none;
  addLuminosityFilter = none;
  addKnockoutFilter = none;
  addHighlightHCMFilter = none;
  addSelectionHCMFilter = none;
  addSelectionFilter = none;
  createSelectionStyle = () => null;
  destroy = () => undefined;
}

function none(): string {
  return 'none';
}

/** What pdf.js asks for besides: tables of characters, fonts of its own. */
class Files {
  readonly #folders: Readonly<Record<string, string>>;
  constructor(folders: Readonly<Record<string, string>>) {
    this.#folders = folders;
  }
  async fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    const answer = await fetch(`${this.#folders[kind]}${filename}`);
    if (!answer.ok) throw new Error(`${filename}: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }
}

function beside(name: string): string {
  return new URL(name, location.href).href;
}
