import { describe, expect, test } from 'vitest';
import { createScanClient, type Progress } from './scan-client.ts';
import { createXhrTransport } from './transport.ts';

const endpoints = '/test-endpoints';
const image = new File([new Uint8Array(3_000_000)], 'card.jpg', { type: 'image/jpeg' });

describe('XMLHttpRequest', () => {
  test('sends headers and bytes, counts them on their way, and gives status, headers and text', async () => {
    const counts: number[] = [];
    const response = await createXhrTransport()({
      method: 'POST',
      url: `${endpoints}/v1/scans`,
      headers: { Authorization: 'Bearer x', 'Content-Type': 'image/jpeg', 'Idempotency-Key': 'k' },
      body: image,
      onUpload: (loaded, total) => {
        expect(total).toBe(image.size);
        counts.push(loaded);
      },
    });
    expect(response?.status).toBe(202);
    expect(response?.header('Retry-After')).toBe('7');
    expect(response?.header('X-Absent')).toBeNull();
    expect(JSON.parse(response?.text ?? '')).toMatchObject({
      raw: { length: image.size, authorization: 'Bearer x', type: 'image/jpeg', key: 'k' },
    });
    expect(counts.at(-1)).toBe(image.size);
    expect([...counts].sort((a, b) => a - b)).toEqual(counts);
  });

  test.each(['/cut', '/silent'])('no answer at %s is undefined, in time', async (path) => {
    const start = performance.now();
    const request = { method: 'POST', url: endpoints + path, headers: {}, body: image } as const;
    expect(await createXhrTransport(300)(request)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('a server that is not there is undefined', async () => {
    const request = { method: 'GET', url: 'http://127.0.0.1:9/', headers: {} } as const;
    expect(await createXhrTransport()(request)).toBeUndefined();
  });

  test('abort ends it, before and during', async () => {
    const controller = new AbortController();
    const request = { method: 'GET', url: `${endpoints}/silent`, headers: {}, signal: controller.signal } as const;
    const answer = createXhrTransport()(request);
    controller.abort();
    expect(await answer).toBeUndefined();
    expect(await createXhrTransport()(request)).toBeUndefined();
  });
});

test('the client over it: progress of real bytes, then the result, then removal', async () => {
  const client = createScanClient({ endpoint: endpoints, session: () => ({ token: 't', expiresIn: 60 }) });
  const seen: Progress[] = [];
  const scan = await client.scan('passport', image, { onProgress: (progress) => seen.push(progress) });
  expect(scan).toMatchObject({ id: 'scan-1', state: 'done' });
  expect(seen.filter(({ phase }) => phase === 'upload').at(-1)).toMatchObject({
    loaded: image.size,
    total: image.size,
  });
  expect(seen.at(-1)).toMatchObject({ phase: 'recognise', loaded: 1 });
  await client.remove(scan.id);
});
