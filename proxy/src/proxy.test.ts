import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from './base/log.ts';
import { createProxy, type ScanfillProxy } from './proxy.ts';

let dir: string;
let proxy: ScanfillProxy;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'scanfill-proxy-'));
  proxy = createProxy({
    credentials: { accessKeyId: 'id', accessKeySecret: 'secret' },
    // Nothing listens there.
    greenEndpoint: 'http://127.0.0.1:9',
    publicUrl: 'http://127.0.0.1:8787',
    sessionSecret: '0204072a80809fa8e30da2e60ea1deb8',
    store: `file:${dir}`,
    log: silentLog,
  });
});
afterEach(async () => {
  await proxy.stop();
  await rm(dir, { recursive: true });
});

test('started twice at once it runs once', async () => {
  await Promise.all([proxy.start(), proxy.start()]);
  expect(proxy.status()?.running).toBe(true);
});

test('stopped while it starts it does not run on, and may start again at once', async () => {
  const started = proxy.start();
  await proxy.stop();
  await started;
  expect(proxy.status()).toBeUndefined();
  await Promise.all([proxy.start(), proxy.stop(), proxy.start()]);
  expect(proxy.status()?.running).toBe(true);
});
