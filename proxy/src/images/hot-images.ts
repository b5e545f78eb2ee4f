/** Small images that have just come in and will be fetched in a moment. */
export type HotImages = {
  /** Passes a source on and keeps what went through, unless it turns out too large. */
  tap(id: string, bytes: number | undefined, source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  /** For whoever fetches it: it gives way from then on, for an image is fetched once as a rule. */
  fetch(id: string): Buffer | undefined;
  forget(id: string): void;
};

const largestBytes = 512 * 1024;
/** More are put together: thousands of tiny ones would take far more than what they hold. */
const mostPieces = 64;

/**
 * Keeps at most `mostBytes` in all, and none besides: those that came first are fetched first. The file is written all
 * the same; this saves reading and unsealing it a few milliseconds later.
 */
export function createHotImages(mostBytes = 32 * 1024 * 1024): HotImages {
  const kept = new Map<string, Buffer>();
  const fetched = new Set<string>();
  let total = 0;

  function forget(id: string): void {
    total -= kept.get(id)?.length ?? 0;
    kept.delete(id);
    fetched.delete(id);
  }

  function keep(id: string, image: Buffer): void {
    forget(id);
    for (const each of fetched) {
      if (total + image.length <= mostBytes) break;
      forget(each);
    }
    if (total + image.length > mostBytes) return;
    kept.set(id, image);
    total += image.length;
  }

  return {
    tap(id, bytes, source) {
      if (bytes === undefined || bytes > largestBytes) return source;
      return (async function* () {
        let chunks: Uint8Array[] = [];
        for await (const chunk of source) {
          chunks.push(chunk);
          if (chunks.length > mostPieces) chunks = [Buffer.concat(chunks)];
          yield chunk;
        }
        const [whole, ...more] = chunks;
        keep(id, whole && more.length === 0 ? viewOf(whole) : Buffer.concat(chunks));
      })();
    },
    fetch(id) {
      const image = kept.get(id);
      if (image) fetched.add(id);
      return image;
    },
    forget,
  };
}

const viewOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
