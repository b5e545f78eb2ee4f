import { findCards, prepareImage } from '@scanfill/widget/core';

const previewSidePx = 1_000;

/** A picture on a canvas, at most so many pixels wide or high. */
async function drawn(blob, maxSidePx) {
  const whole = await createImageBitmap(blob);
  const scale = Math.min(1, maxSidePx / Math.max(whole.width, whole.height));
  const canvas = Object.assign(document.createElement('canvas'), {
    width: Math.round(whole.width * scale),
    height: Math.round(whole.height * scale),
  });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.imageSmoothingQuality = 'medium';
  context.drawImage(whole, 0, 0, canvas.width, canvas.height);
  const { width } = whole;
  whole.close();
  return { canvas, context, scale: canvas.width / width };
}

/** The corners jscanify gives of what it takes for the paper, as its README has it. */
function scanned(canvas) {
  const { cv, jscanify } = window;
  const image = cv.imread(canvas);
  try {
    const scanner = new jscanify();
    const contour = scanner.findPaperContour(image);
    const corners = contour ? scanner.getCornerPoints(contour, image) : {};
    const { topLeftCorner: a, topRightCorner: b, bottomRightCorner: c, bottomLeftCorner: d } = corners;
    return a && b && c && d ? [[a, b, c, d]] : [];
  } finally {
    image.delete();
  }
}

const methods = {
  Scanfill: async (blob) => {
    const { canvas, context, scale } = await drawn(blob, previewSidePx);
    const startedAt = performance.now();
    const found = await findCards(context.getImageData(0, 0, canvas.width, canvas.height));
    return { found, scale, lookMs: performance.now() - startedAt };
  },
  'jscanify, same preview': async (blob) => {
    const { canvas, scale } = await drawn(blob, previewSidePx);
    const startedAt = performance.now();
    return { found: scanned(canvas), scale, lookMs: performance.now() - startedAt };
  },
  'jscanify, whole picture': async (blob) => {
    const { canvas, scale } = await drawn(blob, Number.POSITIVE_INFINITY);
    const startedAt = performance.now();
    return { found: scanned(canvas), scale, lookMs: performance.now() - startedAt };
  },
};

window.methods = () => Object.keys(methods);

/** The cards found in a picture, in its own pixels; milliseconds from the file on, and of the looking alone. */
window.look = async (method, address) => {
  const blob = await (await fetch(address)).blob();
  const startedAt = performance.now();
  const { found, scale, lookMs } = await methods[method](blob);
  const ms = performance.now() - startedAt;
  return { quads: found.map((quad) => quad.map(({ x, y }) => ({ x: x / scale, y: y / scale }))), ms, lookMs };
};

/** What is sent of a picture, as base64; what was done to it, and for how long. */
window.prepared = async (address, crop) => {
  const photo = new File([await (await fetch(address)).blob()], 'photo.jpg', { type: 'image/jpeg' });
  const startedAt = performance.now();
  const { file, notes } = await prepareImage(photo, { crop });
  const ms = performance.now() - startedAt;
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { ms, notes, sent: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) };
};

window.ready = true;
