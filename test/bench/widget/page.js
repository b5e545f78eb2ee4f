import { inspectImage, prepareImage } from '@scanfill/widget/core';
import compress from 'browser-image-compression';
import Compressor from 'compressorjs';
import * as FilePond from 'filepond';
import ImageValidateSize from 'filepond-plugin-image-validate-size';

FilePond.registerPlugin(ImageValidateSize);

const maxSidePx = 4_096;
const quality = 0.92;

/** How each method tells whether a picture is within 30,000 px a side and 250,000,000 px. */
const verdicts = {
  'Scanfill inspectImage': async (file) => {
    const verdict = await inspectImage(file);
    return verdict.ok ? `${verdict.image.width}×${verdict.image.height}` : verdict.code;
  },
  'FilePond image-validate-size': (file) =>
    new Promise((resolve) => {
      const pond = FilePond.create(undefined, {
        allowImageValidateSize: true,
        imageValidateSizeMaxWidth: 30_000,
        imageValidateSizeMaxHeight: 30_000,
        imageValidateSizeMaxResolution: 250_000_000,
      });
      const end = (error) => {
        pond.destroy();
        resolve(error ? error.main : 'accepted');
      };
      pond.on('addfile', end);
      pond.on('error', end);
      pond.addFile(file).catch(() => undefined);
    }),
  '<img> onload': (file) =>
    new Promise((resolve) => {
      const image = new Image();
      const url = URL.createObjectURL(file);
      image.onload = image.onerror = () => {
        resolve(`${image.naturalWidth}×${image.naturalHeight}`);
        URL.revokeObjectURL(url);
      };
      image.src = url;
    }),
  createImageBitmap: async (file) => {
    try {
      const bitmap = await createImageBitmap(file);
      const size = `${bitmap.width}×${bitmap.height}`;
      bitmap.close();
      return size;
    } catch (error) {
      return error.name;
    }
  },
};

const library = (options) => (file) => compress(file, { maxWidthOrHeight: maxSidePx, ...options });

/** How each method makes an upright JPEG of at most 4096 px a side, metadata gone. */
const preparations = {
  'Scanfill prepareImage': async (file) => (await prepareImage(file, { maxSidePx, quality })).file,
  'browser-image-compression, default': library({ useWebWorker: false }),
  'browser-image-compression, JPEG': library({ useWebWorker: false, fileType: 'image/jpeg', initialQuality: quality }),
  'browser-image-compression, JPEG, worker': library({
    useWebWorker: true,
    libURL: new URL('/browser-image-compression.js', location.href).href,
    fileType: 'image/jpeg',
    initialQuality: quality,
  }),
  'Compressor.js': (file) =>
    new Promise((success, error) => {
      new Compressor(file, {
        maxWidth: maxSidePx,
        maxHeight: maxSidePx,
        quality,
        mimeType: 'image/jpeg',
        success,
        error,
      });
    }),
};

const kinds = { verdicts, preparations };

window.methods = (kind) => Object.keys(kinds[kind]);

/** Fetched anew for each run: no method profits from what another has decoded and cached. */
async function fileOf({ name, type }, run) {
  const bytes = await (await fetch(`/files/${name}`)).arrayBuffer();
  return new File([bytes], `${run}-${name}`, { type });
}

/** One run: milliseconds, what came out, and the longest time the page could not have reacted to a tap. */
window.run = async (kind, method, source, run) => {
  const file = await fileOf(source, run);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const beat = heartbeat();
  const start = performance.now();
  const result = await kinds[kind][method](file);
  const ms = performance.now() - start;
  const blockedMs = await beat.stop();
  const out = result instanceof Blob ? `${(result.size / 1e6).toFixed(2)} MB` : String(result);
  return { ms, blockedMs, out };
};

/** Whether a bomb is refused before anything of it is decoded. */
window.bombIsDecoded = async (source) => {
  const file = await fileOf(source, 0);
  const original = window.createImageBitmap;
  let decoded = 0;
  window.createImageBitmap = (...args) => {
    decoded += 1;
    return original(...args);
  };
  const code = await prepareImage(file).then(
    () => 'accepted',
    (error) => error.code,
  );
  window.createImageBitmap = original;
  return { decoded, code };
};

/**
 * Timers as fast as they come: the longest gap between two is the time a tap would have waited. Not messages, which
 * would leave the browser no idle moment, and canvases are encoded in those.
 */
function heartbeat() {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 4);
    last = now;
  }, 4);
  return {
    async stop() {
      await new Promise((resolve) => setTimeout(resolve, 20));
      clearInterval(timer);
      return longest;
    },
  };
}
window.ready = true;
