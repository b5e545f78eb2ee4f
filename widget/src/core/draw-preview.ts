/**
 * Draws a photo that has passed inspection on a canvas, small unless told, unless another has come meanwhile. Rejects
 * where the browser cannot.
 */
export async function drawPreview(
  image: Blob,
  canvas: HTMLCanvasElement | null,
  isCurrent: () => boolean,
  maxSidePx = 640,
): Promise<void> {
  // Chromium knows the name since 111, and does the same without it.
  const bitmap = await createImageBitmap(image, { imageOrientation: 'from-image' }).catch(() =>
    createImageBitmap(image),
  );
  if (canvas && isCurrent()) {
    const scale = Math.min(1, maxSidePx / Math.max(bitmap.width, bitmap.height));
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext('2d');
    if (context) {
      context.imageSmoothingQuality = 'high';
      context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    }
  }
  bitmap.close();
}
