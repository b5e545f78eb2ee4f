import { inspectBlob } from '../inspect-blob.ts';
import { createInspector } from '../inspect-stream.ts';
import type { Inspection } from '../inspection.ts';

/** Inspects bytes as a file. */
export function asFile(bytes: Uint8Array<ArrayBuffer>): Promise<Inspection> {
  return inspectBlob(new Blob([bytes]));
}

/** Inspects bytes as a stream of chunks of `chunkLength`, to the end. */
export function asStream(bytes: Uint8Array, chunkLength: number): Inspection {
  const inspector = createInspector();
  for (let at = 0; at < bytes.length; at += chunkLength) inspector.push(bytes.subarray(at, at + chunkLength));
  return inspector.end();
}
