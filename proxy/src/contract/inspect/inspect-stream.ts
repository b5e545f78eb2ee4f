import { limits } from '../limits.ts';
import { foreignFormat } from './foreign.ts';
import { inspectHeader } from './inspect.ts';
import type { Inspection } from './inspection.ts';
import { refuseSize, refuseUnreadable } from './judge.ts';
import { maxReadLength, type ReadRequest } from './read.ts';

/** Inspects a file while it streams by. */
export type Inspector = {
  /**
   * Takes the next bytes; they are not kept and may be reused. Answers the verdict as soon as the header allows one, undefined until then.
   * Keep pushing after that: the bytes are counted and an upload that grows past the limit turns into a refusal.
   */
  push(chunk: Uint8Array): Inspection | undefined;
  /** The stream is over: the final verdict, with the file's true size. */
  end(): Inspection;
};

/**
 * An inspector for a stream of chunks of any size. Holds at most two segments of 64 KiB, however long the file and whatever it claims: what
 * the header reader skips is never stored.
 */
export function createInspector(): Inspector {
  const steps = inspectHeader(foreignFormat);
  let step = steps.next();
  let bytes = 0;
  let held = new Uint8Array(1_024);
  let heldFrom = 0;
  let heldLength = 0;

  const keep = (piece: Uint8Array, offset: number): void => {
    if (heldLength === 0) heldFrom = offset;
    if (heldLength + piece.length > held.length) {
      const grown = new Uint8Array(Math.max(held.length * 2, heldLength + piece.length));
      grown.set(held.subarray(0, heldLength));
      held = grown;
    }
    held.set(piece, heldLength);
    heldLength += piece.length;
  };
  const forgetBefore = (offset: number): void => {
    const gone = Math.min(heldLength, offset - heldFrom);
    if (gone <= 0) return;
    held.copyWithin(0, gone, heldLength);
    heldFrom += gone;
    heldLength -= gone;
  };
  const available = ({ offset, length }: ReadRequest): Uint8Array => {
    const start = Math.min(heldLength, Math.max(0, offset - heldFrom));
    return held.subarray(start, Math.min(heldLength, start + length));
  };
  const advance = (atEnd: boolean): void => {
    while (!step.done) {
      const found = available(step.value);
      if (found.length < step.value.length && !atEnd) {
        forgetBefore(step.value.offset);
        return;
      }
      step = steps.next(found);
    }
    // The verdict stands: a slow upload goes on for minutes, what was held for it must not.
    held = new Uint8Array(0);
    heldLength = 0;
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
        const skipped = heldLength === 0 ? Math.max(0, step.value.offset - offset) : 0;
        if (skipped >= piece.length) continue;
        keep(piece.subarray(skipped), offset + skipped);
        advance(false);
      }
      bytes += chunk.length;
      return verdict();
    },
    end() {
      advance(true);
      return verdict() ?? refuseUnreadable('truncated');
    },
  };
}
