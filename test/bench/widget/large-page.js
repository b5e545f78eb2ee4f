import compress from 'browser-image-compression';
import Compressor from 'compressorjs';

const maxSidePx = 4_096;
const quality = 0.92;
const builds = (name) => async (file) => {
  const { prepareImage } = await import(/* @vite-ignore */ `/${name}/core.js`);
  return (await prepareImage(file, { maxSidePx, quality, maxBytes: 19 * 1024 * 1024 })).file;
};
const methods = {
  'this build': builds('this'),
  'the build before': builds('before'),
  'browser-image-compression': (file) =>
    compress(file, {
      maxWidthOrHeight: maxSidePx,
      useWebWorker: false,
      fileType: 'image/jpeg',
      initialQuality: quality,
    }),
  'Compressor.js': (file) =>
    new Promise((success, error) => {
      const limits = { maxWidth: maxSidePx, maxHeight: maxSidePx };
      new Compressor(file, { ...limits, quality, mimeType: 'image/jpeg', success, error });
    }),
};

/** Timers as fast as they come: the longest gap between two is the time a tap would have waited. */
function heartbeat() {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 4);
    last = now;
  }, 4);
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    clearInterval(timer);
    return longest;
  };
}

const tell = (path, body) => fetch(path, { method: 'POST', body: JSON.stringify(body) });

/** One run on each load of the page, so that none inherits another's memory. */
const task = await (await fetch('/task')).json();
if (task.method) {
  const bytes = await (await fetch(`/files/${task.file}`)).arrayBuffer();
  const file = new File([bytes], `${task.round}.jpg`, { type: 'image/jpeg' });
  // Loaded before, as the widget does.
  if (task.method.includes('build')) await methods[task.method](new Blob()).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await tell('/started', {});
  const stop = heartbeat();
  const start = performance.now();
  let out;
  try {
    const result = await methods[task.method](file);
    const ms = performance.now() - start;
    const bitmap = await stop().then(async (blockedMs) => {
      out = { ms, blockedMs, bytes: result.size };
      await tell('/ended', {});
      return await createImageBitmap(result);
    });
    out.side = Math.max(bitmap.width, bitmap.height);
  } catch (error) {
    out = { error: String(error) };
  }
  await tell('/result', out);
  location.reload();
}
