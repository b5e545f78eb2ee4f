import { hintsOf, inspectImage, openImage, prepareImage } from '@scanfill/widget/core';
import { acceptHeic } from '@scanfill/widget/heic';

if (location.search.includes('plain')) acceptHeic({ files: '/parts/plain', wasm: false });

/** Fetches a picture, prepares it, and posts what would be sent to the same address; says how it went. */
globalThis.prepareFrom = async (url, options) => {
  const bytes = await (await fetch(url)).arrayBuffer();
  const file = new File([bytes], 'picture', { type: '' });
  const [judged, hints] = [await inspectImage(file), await hintsOf(file)];
  try {
    const { file: sent, width, height, notes, changed } = await prepareImage(file, options);
    await fetch(url, { method: 'POST', body: sent });
    return {
      sent: { width, height, notes, changed, type: sent.type },
      judged,
      judgedSent: await inspectImage(sent),
      hints,
    };
  } catch (error) {
    return { code: error.code ?? String(error), message: error.message, judged, hints };
  }
};

/** Opens a file that may be no photo, and posts what became of it to the same address; says how it was judged. */
globalThis.openFrom = async (url) => {
  const verdict = await openImage(new File([await (await fetch(url)).arrayBuffer()], 'picture.avif'));
  if (verdict.file) await fetch(url, { method: 'POST', body: verdict.file });
  return { ...verdict, name: verdict.file?.name, type: verdict.file?.type };
};
