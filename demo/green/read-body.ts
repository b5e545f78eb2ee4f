import type { IncomingMessage } from 'node:http';

/** The whole body, or `undefined` where it is larger than allowed. Rejects when the connection breaks. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Uint8Array | undefined> {
  let chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    // An oversized body is read to its end but not kept, so that the refusal can still be delivered.
    if (size <= maxBytes) chunks.push(chunk);
    else chunks = [];
  }
  return size > maxBytes ? undefined : Buffer.concat(chunks, size);
}
