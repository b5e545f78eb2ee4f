import { cropped } from './edges/cropped.ts';

/** The longest side of a small preview, in pixels. */
const previewSidePx = 640;
/** The line around a card, in pixels of the page. */
const lineWidth = 3;

/**
 * Draws a photo that has passed inspection on a canvas, unless another has come meanwhile: small, with the cards in it
 * outlined in the canvas's text colour, or plain and as large as told. Rejects where the browser cannot.
 */
export async function drawPreview(
  image: Blob,
  canvas: HTMLCanvasElement | null,
  isCurrent: () => boolean,
  maxSidePx?: number,
): Promise<void> {
  // Chromium knows the name since 111, and does the same without it.
  const bitmap = await createImageBitmap(image, { imageOrientation: 'from-image' }).catch(() =>
    createImageBitmap(image),
  );
  if (canvas && isCurrent()) {
    const scale = Math.min(1, (maxSidePx ?? previewSidePx) / Math.max(bitmap.width, bitmap.height));
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext('2d');
    if (context) {
      context.imageSmoothingQuality = 'high';
      context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      // Of what was cut out there is nothing but the card.
      if (maxSidePx === undefined && !cropped.has(image)) await outline(context, isCurrent);
    }
  }
  bitmap.close();
}

/** Draws a line around each card, with a lighter one beneath that tells it from any ground. */
async function outline(context: CanvasRenderingContext2D, isCurrent: () => boolean): Promise<void> {
  const { canvas } = context;
  const { cardsIn } = await import('./edges/card-edges.ts');
  const cards = await cardsIn(context.getImageData(0, 0, canvas.width, canvas.height));
  if (!isCurrent()) return;
  // As thick on every screen, however small the canvas is shown.
  const thick =
    lineWidth *
    Math.max(
      1,
      canvas.width / (canvas.clientWidth || canvas.width),
      canvas.height / (canvas.clientHeight || canvas.height),
    );
  context.lineJoin = 'round';
  for (const corners of cards) {
    context.beginPath();
    for (const { x, y } of corners) context.lineTo(x, y);
    context.closePath();
    for (const [width, colour] of [
      [2 * thick, '#fff'],
      [thick, getComputedStyle(canvas).color],
    ] as const) {
      context.lineWidth = width;
      context.strokeStyle = colour;
      context.stroke();
    }
  }
}
