import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createInspector } from '../contract/inspect/inspect-stream.ts';
import type { Inspection } from '../contract/inspect/inspection.ts';
import { formats } from '../contract/limits.ts';
import type { ImageHost, ImageRef } from '../images/images.ts';
import { ProblemError } from '../problem-error.ts';

/** An upload that is at the image host. */
export type Upload = {
  readonly ref: ImageRef;
  readonly mediaType: string;
  readonly bytes: number;
  /** SHA-256 of the bytes, hex. */
  readonly digest: string;
};

const mostHeldBytes = 64 * 1024;

/**
 * Streams a request's body to the image host while counting, hashing and inspecting it. Holds 64 KiB at most, until the header is judged;
 * a wrong, truncated, too large or too slow upload leaves nothing behind. Throws `ProblemError`.
 */
export async function receiveUpload(
  request: IncomingMessage,
  options: {
    readonly id: string;
    readonly images: ImageHost;
    readonly bytes: number | undefined;
    readonly uploadMs: number;
    readonly uploadPauseMs: number;
  },
): Promise<Upload> {
  const { id, images, bytes, uploadMs, uploadPauseMs } = options;
  const inspector = createInspector();
  const hash = createHash('sha256');
  let total = 0;

  function take(chunk: Uint8Array): Inspection | undefined {
    total += chunk.length;
    hash.update(chunk);
    return accepted(inspector.push(chunk));
  }

  const chunks = patiently(request, uploadMs, uploadPauseMs);
  try {
    return await receive();
  } finally {
    void chunks.return(undefined);
  }

  async function receive(): Promise<Upload> {
    // No put has begun while the header is unjudged: most wrong uploads never reach the image host.
    const held: Uint8Array[] = [];
    let verdict: Inspection | undefined;
    let ended = false;
    while (!verdict && total < mostHeldBytes && !ended) {
      const next = await chunks.next();
      if (next.done) ended = true;
      else {
        held.push(next.value);
        verdict = take(next.value);
      }
    }
    if (ended) verdict = accepted(inspector.end());

    let refusal: unknown;
    async function* content(): AsyncGenerator<Uint8Array> {
      try {
        yield* held.splice(0);
        if (ended) return;
        for await (const chunk of chunks) {
          take(chunk);
          yield chunk;
        }
        accepted(inspector.end());
      } catch (error) {
        refusal = error;
        throw error;
      }
    }

    const mediaType = verdict?.ok ? formats[verdict.image.format] : sniff(held[0]);
    const ref = await images.put({ id, mediaType, bytes }, content()).catch((cause: unknown) => {
      // Whatever a host makes of it: what was wrong with the upload itself goes first.
      if (refusal !== undefined) throw refusal;
      throw cause instanceof ProblemError ? cause : new ProblemError('store-unavailable', undefined, { cause });
    });
    return { ref, mediaType, bytes: total, digest: hash.digest('hex') };
  }
}

function accepted(inspection: Inspection | undefined): Inspection | undefined {
  if (inspection?.ok === false) throw new ProblemError(inspection.code, inspection.detail);
  return inspection;
}

/** Only for a header that is longer than what may be held: a JPEG with much metadata, or a GIF whose frames are still counted. */
function sniff(head: Uint8Array | undefined): string {
  if (head?.[0] === 0xff && head[1] === 0xd8) return formats.jpeg;
  return head?.[0] === 0x47 && head[1] === 0x49 ? formats.gif : 'application/octet-stream';
}

/** The body's chunks; a pause or a whole that takes too long throws `upload-too-slow`, a broken connection `upload-incomplete`. */
async function* patiently(request: IncomingMessage, wholeMs: number, pauseMs: number): AsyncGenerator<Uint8Array> {
  // Leaving early must not destroy the connection: the refusal still has to reach the client.
  const chunks = request.iterator({ destroyOnReturn: false });
  const untilMs = performance.now() + wholeMs;
  try {
    for (;;) {
      const next = await within(chunks.next(), Math.min(pauseMs, untilMs - performance.now()));
      if (next.done) break;
      yield next.value;
    }
    if (!request.complete) throw incomplete();
  } finally {
    // Lets go of the request, so that what is left of it can be drained; not awaited, for it queues behind a chunk that may never come.
    void chunks.return?.();
  }
}

function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new ProblemError('upload-too-slow', 'The bytes came too slowly. Send the image again.')),
      Math.max(0, ms),
    );
    promise.then(resolve, (cause: unknown) => reject(incomplete(cause))).finally(() => clearTimeout(timer));
  });
}

function incomplete(cause?: unknown): ProblemError {
  return new ProblemError('upload-incomplete', 'The connection ended before the whole image had come. Send it again.', {
    cause,
  });
}
