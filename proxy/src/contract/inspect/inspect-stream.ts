import { limits } from '../limits.ts';
import { foreignFormat } from './foreign.ts';
import { inspectHeader } from './inspect.ts';
import type { Inspection } from './inspection.ts';
import { refuseSize, refuseUnreadable } from './judge.ts';
import { maxReadLength, type ReadRequest } from './read.ts';

/** Inspects a file while it streams by. */
export type Inspector = {
  /**
   * Takes the next bytes; they are not kept and may be reused. Answers the verdict as soon as the header allows one,
   * undefined until then. Keep pushing after that: the bytes are counted and an upload that grows past the limit turns
   * into a refusal.
   */
  push(chunk: Uint8Array): Inspection | undefined;
  /** The stream is over: the final verdict, with the file's true size. */
  end(): Inspection;
};

/**
 * An inspector for a stream of chunks of any size. Holds at most two segments of 64 KiB, however long the file and
 * whatever it claims: what the header reader skips is never stored, and what one chunk answers alone is read where it
 * lies.
 */
export function createInspector(): Inspector {
  let steps: ReturnType<typeof inspectHeader> | undefined = inspectHeader(foreignFormat);
  let step = steps.next();
  let bytes = 0;
  let own = new Uint8Array(1_024);
  /** What can be read, from `windowFrom` on: a part of `own`, or while `push` runs of the chunk itself. */
  let window: Uint8Array = own.subarray(0, 0);
  let windowFrom = 0;

  /** Moves the window into `own`, with room for so many bytes. */
  const settle = (length: number): void => {
    const settled = window.buffer === own.buffer && window.byteOffset === own.byteOffset;
    if (settled && length <= own.length) return;
    const roomy = length > own.length ? new Uint8Array(Math.max(own.length * 2, length)) : own;
    roomy.set(window);
    own = roomy;
    window = own.subarray(0, window.length);
  };
  const extend = (piece: Uint8Array, offset: number): void => {
    if (window.length === 0) {
      window = piece;
      windowFrom = offset;
      return;
    }
    const from = window.length;
    settle(from + piece.length);
    own.set(piece, from);
    window = own.subarray(0, from + piece.length);
  };
  const forgetBefore = (offset: number): void => {
    const gone = Math.min(window.length, Math.max(0, offset - windowFrom));
    window = window.subarray(gone);
    windowFrom += gone;
  };
  const available = ({ offset, length }: ReadRequest): Uint8Array => {
    const start = Math.min(window.length, Math.max(0, offset - windowFrom));
    return window.subarray(start, start + length);
  };
  const advance = (atEnd: boolean): void => {
    while (steps !== undefined && !step.done) {
      const found = available(step.value);
      if (found.length < step.value.length && !atEnd) {
        forgetBefore(step.value.offset);
        return;
      }
      step = steps.next(found);
    }
    // The verdict stands: a slow upload goes on for minutes, what was held for it, by its reader too, must not.
    steps = undefined;
    own = new Uint8Array(0);
    window = own;
  };
  const verdict = (): Inspection | undefined => {
    if (step.done) return step.value(bytes);
    return bytes > limits.maxBytes ? refuseSize(bytes) : undefined;
  };

  return {
    push(chunk) {
      for (let at = 0; at < chunk.length && !step.done; at += maxReadLength) {
        const piece = chunk.subarray(at, at + maxReadLength);
        const offset = bytes + at;
        const skipped = window.length === 0 ? Math.max(0, step.value.offset - offset) : 0;
        if (skipped >= piece.length) continue;
        extend(piece.subarray(skipped), offset + skipped);
        advance(false);
      }
      settle(window.length);
      bytes += chunk.length;
      return verdict();
    },
    end() {
      advance(true);
      return verdict() ?? refuseUnreadable('truncated');
    },
  };
}
