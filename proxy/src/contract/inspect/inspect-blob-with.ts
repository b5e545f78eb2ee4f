import type { SizeLimits } from '../limits.ts';
import type { ForeignFormat } from './foreign.ts';
import { inspectHeader } from './inspect.ts';
import type { Inspection } from './inspection.ts';
import { maxReadLength } from './read.ts';

/** The part of a Blob or File an inspection uses. */
export type BlobLike = {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
};

/**
 * A reader that leaps from segment to segment wants little of each; one that walks on wants the rest of the file in few
 * pieces.
 */
const leapReadLength = 4_096;

/**
 * As `inspectBlob`; for a page that brings its own way to name files that are no image, to load it only when it is
 * needed, or limits of its own: what it may bring under the service's.
 */
export async function inspectBlobWith(
  file: BlobLike,
  nameForeign: (head: Uint8Array) => ForeignFormat,
  allowed?: SizeLimits,
): Promise<Inspection> {
  const steps = inspectHeader(nameForeign, allowed);
  let from = 0;
  let window = new Uint8Array();
  let step = steps.next();
  while (!step.done) {
    const { offset, length } = step.value;
    const end = Math.min(offset + length, file.size);
    if (offset < from || end > from + window.length) {
      const isLeap = offset > from + window.length;
      const wanted = Math.max(length, isLeap ? leapReadLength : maxReadLength);
      window = new Uint8Array(await file.slice(offset, Math.min(offset + wanted, file.size)).arrayBuffer());
      from = offset;
    }
    step = steps.next(window.subarray(offset - from, Math.max(offset, end) - from));
  }
  return step.value(file.size);
}
