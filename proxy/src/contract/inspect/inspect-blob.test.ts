import { expect, test } from 'vitest';
import { inspectBlob } from './inspect-blob.ts';
import { frame, gif, jpeg, png, segment } from './testing/build-image.ts';

/** A file that counts what is read of it. */
function counted(bytes: Uint8Array<ArrayBuffer>) {
  const read = { times: 0, bytes: 0 };
  const blob = new Blob([bytes]);
  const file = {
    size: blob.size,
    slice(start: number, end: number) {
      read.times += 1;
      read.bytes += end - start;
      return blob.slice(start, end);
    },
  };
  return { file, read };
}

test('one read of 64 KiB is enough for an ordinary picture, however large', async () => {
  const bytes = new Uint8Array(10_000_000);
  bytes.set(png(8_000, 6_000));
  const { file, read } = counted(bytes);
  expect(await inspectBlob(file)).toMatchObject({ ok: true, image: { width: 8_000 } });
  expect(read).toEqual({ times: 1, bytes: 65_536 });
});

test('long segments are leapt over: little is read of a megabyte of them', async () => {
  const { file, read } = counted(
    jpeg(...Array.from({ length: 20 }, () => segment(0xe2, new Uint8Array(65_533))), frame(40, 30)),
  );
  expect(file.size).toBeGreaterThan(1_300_000);
  expect(await inspectBlob(file)).toMatchObject({ ok: true, image: { width: 40 } });
  expect(read.bytes).toBeLessThan(160_000);
});

test('an animation is read in few pieces', async () => {
  const { file, read } = counted(gif(300, 200, { frames: 30_000 }));
  expect(await inspectBlob(file)).toMatchObject({ ok: true, image: { animated: true } });
  expect(read.times).toBeLessThan(8);
});

test('a file that cannot be read rejects, and nothing else does', async () => {
  const gone = { size: 10, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) };
  await expect(inspectBlob(gone)).rejects.toThrow('gone');
});
