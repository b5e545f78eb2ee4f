import type { Orientation } from './inspection.ts';

/** A wish to see `length` bytes from `offset` on. Never longer than `maxReadLength`, whatever a file claims. */
export type ReadRequest = { readonly offset: number; readonly length: number };

/**
 * A reader without input or output: it yields the bytes it wants to see and is fed those that exist — fewer than asked
 * only where the file ends. Offsets never go back behind an earlier request's, so that a stream can serve them as well
 * as a file.
 */
export type Reading<T> = Generator<ReadRequest, T, Uint8Array>;

/** The longest read asked for: a whole JPEG segment. */
export const maxReadLength = 65_536;

/** Width and height as stored, and what else the header tells. */
export type Header = {
  readonly width: number;
  readonly height: number;
  readonly orientation?: Orientation | undefined;
  readonly frames?: number;
  readonly moreFrames?: boolean;
  readonly animated?: boolean;
};

/** Why a header cannot be read: the file ends inside it, or it says something impossible. */
export type HeaderFault = 'truncated' | 'damaged';

/** The bytes at `offset`, all `length` of them; undefined where the file ends before. */
export function* need(offset: number, length: number): Reading<DataView | undefined> {
  const bytes = yield { offset, length };
  return bytes.length < length ? undefined : viewOf(bytes);
}

/** A view over exactly these bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Whether an ASCII text stands at `offset`. */
export function textAt(bytes: Uint8Array, offset: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (bytes[offset + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}
