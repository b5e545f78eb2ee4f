import { createHash } from 'node:crypto';
import { onAbort } from '../../base/on-abort.ts';
import { ProblemError } from '../../base/problem-error.ts';
import { createInspector } from '../../contract/inspect/inspect-stream.ts';
import type { Inspection } from '../../contract/inspect/inspection.ts';
import { formats } from '../../contract/limits.ts';
import type { ImageHost, ImageRef } from '../../images/images.ts';
import type { Body } from '../host/body-taken.ts';
import { piecesOf } from './pieces.ts';
import type { Precedence } from './precedence.ts';

/** An upload that is at the image host. */
export type Upload = {
  readonly ref: ImageRef;
  readonly mediaType: string;
  readonly bytes: number;
  /** SHA-256 of the bytes, hex. */
  readonly digest: string;
};

const mostHeldBytes = 64 * 1024;
/** More pieces are put together: one that came as a single byte takes hundreds to keep. */
const mostHeldPieces = 64;
/** The smallest pieces that networks and programs make of a photo are larger. */
const leastPieceBytes = 256;
const fewPieces = 4_096;

/** In how many pieces so many bytes may come: one costs the same however small it is, and a few may well be tiny. */
export const mostPieces = (bytes: number): number => fewPieces + bytes / leastPieceBytes;

/**
 * Streams a request's body to the image host while counting, hashing and inspecting it. Holds 64 KiB at most, until the
 * header is judged; a wrong, truncated, too large or too slow upload leaves nothing behind. Throws `ProblemError`.
 */
export async function receiveUpload(
  request: Body,
  options: {
    readonly id: string;
    readonly images: Pick<ImageHost, 'put'>;
    readonly bytes: number | undefined;
    readonly uploadMs: number;
    readonly uploadPauseMs: number;
    /** In how many pieces so many bytes may come; any number unless told. */
    readonly mostPieces?: (bytes: number) => number;
    readonly precedence?: Pick<Precedence, 'turn'>;
    /** Ends it with `stopping`. */
    readonly stopping?: AbortSignal;
  },
): Promise<Upload> {
  const { id, images, bytes, uploadMs, uploadPauseMs, mostPieces, precedence, stopping } = options;
  const inspector = createInspector();
  const hash = createHash('sha256');
  const body = patiently(request, uploadMs, uploadPauseMs, mostPieces, stopping);
  let total = 0;
  let ended = false;
  let refusal: unknown;

  /** The next chunk, taken note of; undefined at the end. */
  async function take(): Promise<Uint8Array | undefined> {
    if (ended) return undefined;
    try {
      await precedence?.turn();
      const chunk = await body.next();
      if (chunk === undefined) {
        ended = true;
        verdict = accepted(inspector.end());
        return undefined;
      }
      total += chunk.length;
      hash.update(chunk);
      verdict = accepted(inspector.push(chunk));
      return chunk;
    } catch (error) {
      refusal = error;
      throw error;
    }
  }

  // No put begins while the header is unjudged: most wrong uploads never reach the image host.
  let verdict: Inspection | undefined;
  let held: Uint8Array[] = [];
  try {
    while (!verdict && !ended && total < mostHeldBytes) {
      const chunk = await take();
      if (chunk) held.push(chunk);
      if (held.length > mostHeldPieces) held = [Buffer.concat(held)];
    }
    if (held.length > 1) held = [Buffer.concat(held)];
    const mediaType = mediaTypeOf(verdict, held);
    const content = chunksOf(async () => held.shift() ?? take());
    const ref = await images.put({ id, mediaType, bytes }, content);
    return { ref, mediaType, bytes: total, digest: hash.digest('hex') };
  } catch (cause) {
    // Whatever a host makes of it: what was wrong with the upload itself goes first.
    if (refusal !== undefined) throw refusal;
    throw cause instanceof ProblemError ? cause : new ProblemError('store-unavailable', undefined, { cause });
  } finally {
    body.release();
  }
}

/**
 * An iterable over what `next` gives. Not a generator: its suspended frame would hold on to the last chunk while a slow
 * client takes its time over the next one, once for each generator on the way.
 */
function chunksOf(next: () => Promise<Uint8Array | undefined>): AsyncIterable<Uint8Array> {
  const iterator = {
    async next(): Promise<IteratorResult<Uint8Array, undefined>> {
      const value = await next();
      return value === undefined ? { done: true, value } : { done: false, value };
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
}

function accepted(inspection: Inspection | undefined): Inspection | undefined {
  if (inspection?.ok === false) throw new ProblemError(inspection.code, inspection.detail);
  return inspection;
}

/**
 * Sniffed only for a header that is longer than what may be held: a JPEG with much metadata, or a GIF whose frames are
 * still counted. By itself, so that no waiting frame holds on to the head.
 */
function mediaTypeOf(verdict: Inspection | undefined, [head]: readonly Uint8Array[]): string {
  if (verdict?.ok) return formats[verdict.image.format];
  if (head?.[0] === 0xff && head[1] === 0xd8) return formats.jpeg;
  return head?.[0] === 0x47 && head[1] === 0x49 ? formats.gif : 'application/octet-stream';
}

/**
 * The body's chunks, undefined at the end; a pause or a whole that takes too long throws `upload-too-slow`, a broken
 * connection `upload-incomplete`, thousands of tiny pieces `request-invalid`. `release` lets go of the request, so that
 * what is left of it can be drained.
 */
function patiently(
  request: Body,
  wholeMs: number,
  pauseMs: number,
  most: (bytes: number) => number = () => Number.POSITIVE_INFINITY,
  stopping?: AbortSignal,
): { next(): Promise<Uint8Array | undefined>; release(): void } {
  const pieces = piecesOf(request);
  const letGo = stopping && onAbort(stopping, pieces.wake);
  const untilMs = performance.now() + wholeMs;
  let bytes = 0;
  return {
    async next() {
      for (;;) {
        if (stopping?.aborted) throw new ProblemError('stopping');
        const leftMs = untilMs - performance.now();
        if (leftMs <= 0) throw tooSlow();
        const piece = pieces.take();
        bytes += piece?.length ?? 0;
        if (pieces.count() > most(bytes)) throw tooSmall();
        if (piece !== undefined) return piece;
        if (pieces.ended()) break;
        if (!(await pieces.more(Math.min(pauseMs, leftMs)))) throw tooSlow();
      }
      if (!request.complete) throw incomplete(pieces.failure());
      return undefined;
    },
    release() {
      letGo?.();
      pieces.release();
    },
  };
}

function tooSlow(): ProblemError {
  return new ProblemError('upload-too-slow', 'The bytes came too slowly. Send the image again.');
}

function tooSmall(): ProblemError {
  return new ProblemError(
    'request-invalid',
    `The body came in pieces of less than ${leastPieceBytes} bytes. Send the image as a whole, with a Content-Length.`,
  );
}

function incomplete(cause?: unknown): ProblemError {
  return new ProblemError('upload-incomplete', 'The connection ended before the whole image had come. Send it again.', {
    cause,
  });
}
