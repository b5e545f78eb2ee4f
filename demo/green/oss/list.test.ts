import { expect, test } from 'vitest';
import { listPage } from './list.ts';
import { createObjects } from './objects.ts';

test('lists a bucket by prefix, page by page, each object once', () => {
  const objects = createObjects(60_000);
  for (let index = 0; index < 2_345; index += 1) objects.put(`mine/scanfill/${index}`, Buffer.alloc(3), 5);
  objects.put('mine/other/<x>', Buffer.alloc(1), 5);
  objects.put('yours/scanfill/1', Buffer.alloc(1), 5);
  const keys: string[] = [];
  let token: string | undefined;
  let pages = 0;
  do {
    const query = new URLSearchParams({
      prefix: 'scanfill/',
      ...(token === undefined ? {} : { 'continuation-token': token }),
    });
    const page = listPage(objects.list('mine'), query);
    keys.push(...[...page.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = '']) => key));
    token = /<NextContinuationToken>([^<]+)</.exec(page)?.[1];
    pages += 1;
  } while (token !== undefined);
  expect(pages).toBe(3);
  expect(new Set(keys).size).toBe(2_345);
  expect(keys).toHaveLength(2_345);
  const other = listPage(objects.list('mine'), new URLSearchParams({ prefix: 'other/' }));
  expect(other).toContain(
    '<Key>other/&lt;x&gt;</Key><LastModified>1970-01-01T00:00:00.005Z</LastModified><Size>1</Size>',
  );
});
