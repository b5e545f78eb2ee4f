import { expect, test } from 'vitest';
import { createHotImages } from './hot-images.ts';

async function* source(...pieces: string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece);
}

async function pass(images: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const piece of images) text += String(piece);
  return text;
}

test('what passed through is there, whole', async () => {
  const hot = createHotImages();
  expect(await pass(hot.tap('a', 6, source('abc', 'def')))).toBe('abcdef');
  expect(String(hot.fetch('a'))).toBe('abcdef');
  hot.forget('a');
  expect(hot.fetch('a')).toBeUndefined();
});

test('what is large, or of unknown length, passes through and is not kept', async () => {
  const hot = createHotImages();
  await pass(hot.tap('large', 600_000, source('x')));
  await pass(hot.tap('unknown', undefined, source('x')));
  expect([hot.fetch('large'), hot.fetch('unknown')]).toEqual([undefined, undefined]);
});

test('what broke off is not kept', async () => {
  const hot = createHotImages();
  for await (const piece of hot.tap('a', 6, source('abc', 'def'))) {
    expect(String(piece)).toBe('abc');
    break;
  }
  expect(hot.fetch('a')).toBeUndefined();
});

test('what was fetched gives way to what was not', async () => {
  const hot = createHotImages(10);
  for (const id of ['a', 'b']) await pass(hot.tap(id, 4, source('1234')));
  hot.fetch('b');
  await pass(hot.tap('c', 4, source('1234')));
  expect([hot.fetch('a')?.length, hot.fetch('b'), hot.fetch('c')?.length]).toEqual([4, undefined, 4]);
});

test('what came first stays when there is too much: it is fetched first', async () => {
  const hot = createHotImages(10);
  for (const id of ['a', 'b', 'c']) await pass(hot.tap(id, 4, source('1234')));
  expect([hot.fetch('a')?.length, hot.fetch('b')?.length, hot.fetch('c')]).toEqual([4, 4, undefined]);
  hot.forget('a');
  await pass(hot.tap('d', 4, source('1234')));
  expect(hot.fetch('d')?.length).toBe(4);
});
