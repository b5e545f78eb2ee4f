/** Small images that have just come in and will be fetched in a moment. */
export type HotImages = {
  /** Passes a source on and keeps what went through, unless it turns out too large. */
  tap(id: string, bytes: number | undefined, source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  get(id: string): Buffer | undefined;
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
  let total = 0;

  function forget(id: string): void {
    total -= kept.get(id)?.length ?? 0;
    kept.delete(id);
  }

  function keep(id: string, image: Buffer): void {
    forget(id);
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
    get: (id) => kept.get(id),
    forget,
  };
}

const viewOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
