import { randomFillSync } from 'node:crypto';

const drawnBytes = 4_096;

/**
 * Random bytes for ids and salts, a page of them drawn from the system at a time: one by one they cost a fiftieth of a
 * scan.
 */
export function createRandomBytes(): (bytes: number) => Buffer {
  let drawn = Buffer.alloc(0);
  return (bytes) => {
    if (drawn.length < bytes) drawn = randomFillSync(Buffer.allocUnsafeSlow(Math.max(bytes, drawnBytes)));
    const taken = drawn.subarray(0, bytes);
    drawn = drawn.subarray(bytes);
    return taken;
  };
}
