import { createRequire } from 'node:module';
import { join } from 'node:path';
import { scriptedFaults } from '@scanfill/demo/green/faults/scripted-faults';
import { expect, test } from 'vitest';
import { picturesOf, stage } from './stage.ts';

const scans = 20;

test('a runtime whose HTTP client lacks a method loses no answer, or starts no work', async () => {
  const from = process.env.PROXY_DIST ?? join(import.meta.dirname, '../../proxy/dist');
  const undici: { Client: { prototype: { destroy?: unknown } } } = createRequire(join(from, 'proxy.js'))('undici');
  const { destroy } = undici.Client.prototype;
  await stage({}, async ({ upload, settle }) => {
    undici.Client.prototype.destroy = undefined;
    try {
      await upload(picturesOf('runtime', scans));
      const { bill } = await settle(400_000);
      expect(bill).toMatchObject({ accepted: scans, billedTwice: 0, submittedAgain: 0, lost: [], open: 0 });
    } finally {
      undici.Client.prototype.destroy = destroy;
    }
  });
});

test('a scan that its owner erased is not sent again with its neighbours', async () => {
  const fault = { kind: 'middlebox', answer: 'html-502', worked: false } as const;
  const faults = scriptedFaults([{ on: 'asyncscan', number: 1, fault }]);
  await stage({ faults, proxy: { greenMaxTasks: scans } }, async ({ upload, settle, remove, green }) => {
    const ids = await upload(picturesOf('erased', scans));
    await expect
      .poll(() => green.ledger.calls.some(({ operation }) => operation === 'asyncscan'), { timeout: 20_000 })
      .toBe(true);
    const [erased = ''] = ids;
    await remove(erased);
    const { bill } = await settle(400_000);
    expect(green.ledger.imagesOf({ dataId: erased }), 'what was erased is not billed').toEqual([]);
    expect(bill).toMatchObject({ billedTwice: 0, submittedAgain: 0, lost: [], open: 0 });
  });
});
