import { MessageChannel } from 'node:worker_threads';

/** Smaller ones are not worth a call. */
const leastBytes = 16 * 1024;

/**
 * Makes a function that gives the memory of large buffers back at once; they are empty afterwards, so nobody may need
 * them any more. Left to the garbage collector, which sees their small objects only, the spent pieces of hundreds of
 * uploads pile up to 100 MB; and memory that is used again at once is in the processor's cache: sealing 64 KiB takes 57
 * µs instead of 92.
 */
export function createGiveBack(): (buffers: readonly Uint8Array[]) => void {
  // What is transferred to a closed port belongs to nobody.
  const { port1: nowhere } = new MessageChannel();
  nowhere.close();
  return (buffers) => {
    const whole = buffers.flatMap(({ buffer, byteLength }) =>
      buffer instanceof ArrayBuffer && byteLength >= leastBytes && byteLength === buffer.byteLength ? [buffer] : [],
    );
    if (whole.length > 0) nowhere.postMessage(undefined, whole);
  };
}
