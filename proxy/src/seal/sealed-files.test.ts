import { mkdtemp, readdir, readFile, rm, statfs, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collect } from '../testing/collect.ts';
import { SealError } from './seal.ts';
import { createSealedFiles, type SealedFiles } from './sealed-files.ts';

let dir: string;
let files: SealedFiles;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'scanfill-files-'));
  files = createSealedFiles({ dir, secrets: ['secret'] });
});
afterEach(() => rm(dir, { recursive: true }));

async function* pieces(...parts: readonly (Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

const bytesOf = (length: number): Buffer =>
  Buffer.from(Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) % 256));

async function contentOf(name: string, from: SealedFiles = files): Promise<Buffer | undefined> {
  const opened = await from.open(name);
  return opened && Buffer.concat(await collect(opened.content));
}

describe('a sealed file', () => {
  test.each([0, 1, 65_535, 65_536, 65_537, 131_072, 300_000])(
    'of %i bytes comes back whole, with its length',
    async (length) => {
      const content = bytesOf(length);
      const parts = Array.from({ length: Math.ceil(length / 10_007) }, (_, index) =>
        content.subarray(index * 10_007, (index + 1) * 10_007),
      );
      expect(await files.put('image', 'image/png', pieces(...parts))).toBe(length);
      const opened = await files.open('image');
      expect(opened).toMatchObject({ meta: 'image/png', bytes: length });
      await opened?.close();
      expect((await contentOf('image'))?.equals(content)).toBe(true);
    },
  );

  test('comes back whole when it was handed over byte by byte', async () => {
    const content = bytesOf(66_000);
    await files.put('image', 'm', pieces(...Array.from(content, (byte) => Uint8Array.of(byte))));
    expect((await contentOf('image'))?.equals(content)).toBe(true);
  });

  test('shows neither content nor meta on the disk', async () => {
    await files.put('image', 'a meta text', pieces(Buffer.from('a content text')));
    expect((await readFile(join(dir, 'image'))).toString('latin1')).not.toMatch(/content|meta/);
  });

  test('is not there before, nor after it was erased, and erasing twice is silent', async () => {
    expect(await files.open('image')).toBeUndefined();
    await files.put('image', '', pieces(bytesOf(10)));
    await files.erase('image');
    await files.erase('image');
    expect(await files.open('image')).toBeUndefined();
  });

  test('tells what the disk would still take', async () => {
    const { bavail, bsize } = await statfs(dir);
    const room = await files.room();
    // Others write to the same disk meanwhile.
    expect(Math.abs(room - bavail * bsize)).toBeLessThan(2 ** 30);
    expect(room).toBeGreaterThan(0);
  });

  test('opens after a rotation while the old secret is listed', async () => {
    await files.put('image', 'm', pieces(bytesOf(10)));
    expect(await contentOf('image', createSealedFiles({ dir, secrets: ['new', 'secret'] }))).toEqual(bytesOf(10));
    await expect(contentOf('image', createSealedFiles({ dir, secrets: ['new'] }))).rejects.toThrow(SealError);
  });

  test('does not open when cut, at a chunk’s end or elsewhere, when swapped or changed, or under another name', async () => {
    await files.put('image', 'm', pieces(bytesOf(200_000)));
    const path = join(dir, 'image');
    const whole = await readFile(path);
    const head = whole.length - 200_000 - 4 * 16;
    const broken: Buffer[] = [
      whole.subarray(0, head + 65_552),
      whole.subarray(0, head + 65_552 * 3),
      whole.subarray(0, whole.length - 1),
      whole.subarray(0, head),
      whole.subarray(0, 10),
      Buffer.concat([whole, Buffer.alloc(20)]),
      Buffer.concat([
        whole.subarray(0, head),
        whole.subarray(head + 65_552, head + 131_104),
        whole.subarray(head, head + 65_552),
        whole.subarray(head + 131_104),
      ]),
      Buffer.concat([
        whole.subarray(0, head + 100_000),
        Buffer.of((whole[head + 100_000] ?? 0) ^ 1),
        whole.subarray(head + 100_001),
      ]),
    ];
    for (const bytes of broken) {
      await writeFile(path, bytes);
      await expect(contentOf('image')).rejects.toThrow(SealError);
    }
    await writeFile(join(dir, 'other'), whole);
    await expect(contentOf('other')).rejects.toThrow(SealError);
    await truncate(path, 0);
    await expect(files.open('image')).rejects.toThrow(SealError);
  });
});

describe('a put that fails', () => {
  test('leaves nothing behind when its source throws', async () => {
    const failing = files.put('image', '', pieces(bytesOf(100_000), new Error('the client went away')));
    await expect(failing).rejects.toThrow('the client went away');
    expect(await readdir(dir)).toEqual([]);
  });

  test('leaves nothing behind when aborted', async () => {
    const controller = new AbortController();
    async function* source(): AsyncGenerator<Uint8Array> {
      yield bytesOf(100_000);
      controller.abort();
      yield bytesOf(100_000);
    }
    await expect(files.put('image', '', source(), { signal: controller.signal })).rejects.toThrow(/abort/i);
    expect(await readdir(dir)).toEqual([]);
  });

  test('never overwrites, and keeps the file that was there', async () => {
    await files.put('image', 'first', pieces(bytesOf(5)));
    await expect(files.put('image', 'second', pieces(bytesOf(6)))).rejects.toMatchObject({
      code: 'store-unavailable',
      cause: { code: 'EEXIST' },
    });
    expect(await contentOf('image')).toEqual(bytesOf(5));
  });

  test.each(['', '../up', 'a/b', '.', 'x'.repeat(65)])('refuses the name %j', async (name) => {
    await expect(files.put(name, '', pieces())).rejects.toThrow(/name/);
    await expect(files.open(name)).rejects.toThrow(/name/);
  });
});

test('lists what has not changed since a time', async () => {
  await files.put('one', '', pieces(bytesOf(5)));
  await files.put('two', '', pieces(bytesOf(5)));
  const names = async (beforeMs: number) => (await collect(files.list(beforeMs))).map(({ name }) => name).sort();
  expect(await names(Date.now() + 60_000)).toEqual(['one', 'two']);
  expect(await names(Date.now() - 60_000)).toEqual([]);
});
