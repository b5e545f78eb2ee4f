import { hintsOf, inspectImage, prepareImage } from '@scanfill/widget/core';

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
