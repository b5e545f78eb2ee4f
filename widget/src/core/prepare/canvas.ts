/**
 * A canvas beside the page where there is one, else one of the page that nobody sees: Safari before 16.4 has no other.
 */
export type Canvas = OffscreenCanvas | HTMLCanvasElement;

export function createCanvas(width: number, height: number): Canvas {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
}

/** A context for drawing: kept in memory, where what is drawn in stripes really happens stripe by stripe. */
export function contextOf(canvas: Canvas, alpha = false): OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D {
  const options: CanvasRenderingContext2DSettings = { alpha, willReadFrequently: true };
  const context = isOfPage(canvas) ? canvas.getContext('2d', options) : canvas.getContext('2d', options);
  if (!context) throw new Error('no 2d context');
  context.imageSmoothingQuality = 'high';
  return context;
}

/** The pixels of a canvas that is not needed any more. */
export async function takeBitmap(canvas: Canvas): Promise<ImageBitmap> {
  return isOfPage(canvas) ? await createImageBitmap(canvas) : canvas.transferToImageBitmap();
}

/** A canvas that shows the bitmap, which is used up. */
export function showBitmap(bitmap: ImageBitmap): Canvas {
  const canvas = createCanvas(bitmap.width, bitmap.height);
  const context = isOfPage(canvas) ? canvas.getContext('bitmaprenderer') : canvas.getContext('bitmaprenderer');
  if (context) context.transferFromImageBitmap(bitmap);
  else contextOf(canvas).drawImage(bitmap, 0, 0);
  return canvas;
}

/** Writes a canvas as JPEG. */
export async function encodeCanvas(canvas: Canvas, quality: number): Promise<Blob> {
  if (!isOfPage(canvas)) return await canvas.convertToBlob({ type: 'image/jpeg', quality });
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no blob'))), 'image/jpeg', quality);
  });
}

function isOfPage(canvas: Canvas): canvas is HTMLCanvasElement {
  // Asked of the canvas: a worker does not know the page's kind even by name. Not by `toBlob`, which Firefox's other
  // kind has as well.
  return !('convertToBlob' in canvas);
}
