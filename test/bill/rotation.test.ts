import { expect, test } from 'vitest';
import { picturesOf, stage } from './stage.ts';

const scans = 200;

test('a rotation of the secret with 200 scans in flight costs none of them a second submission', async () => {
  const former = '833427d0496c210347995bd07a0effd2';
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const options = {
    callbacks: true,
    limits: { downloadMs: 60_000, concurrentDownloads: 400 },
    proxy: { greenMaxTasks: 100, storeSecret: former },
    // Green's downloads are on their way while the secret is changed.
    before: (request: { url: string }, _response: unknown, next: () => void) =>
      request.url.startsWith('/i/') ? void opened.then(next) : next(),
  };
  await stage(options, async ({ upload, settle, restart, green }) => {
    await upload(picturesOf('rotation', scans));
    await expect.poll(() => green.ledger.images.length, { timeout: 90_000 }).toBe(scans);
    await restart({ storeSecret: '6cce8c1689dcb3edacde28f51df650b7', previousStoreSecret: former });
    open();
    const { bill } = await settle(600_000);
    expect(bill).toMatchObject({ accepted: scans, billedTwice: 0, submittedAgain: 0, lost: [], done: scans });
  });
});
