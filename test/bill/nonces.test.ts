import { describe, expect, test } from 'vitest';
import { fromFirstScan } from './from-first-scan.ts';
import { picturesOf, stage } from './stage.ts';

const scans = 20;

describe('a lost answer is asked for by sending again only where that cannot be billed', () => {
  test('nodes with a memory each: refused on a kept connection, taken on a fresh one', async () => {
    const faults = fromFirstScan([
      { on: 'asyncscan', fromMs: 0, untilMs: 20_000, fault: { kind: 'reset', when: 'after-work' } },
    ]);
    await stage({ faults, nodes: { count: 2, memory: 'own', seed: 'b' } }, async ({ upload, settle }) => {
      await upload(picturesOf('own memories', scans));
      const { bill } = await settle(400_000);
      expect(bill).toMatchObject({ billedTwice: 0, submittedAgain: 0, lost: [], open: 0, scansAccepted: scans });
    });
  });

  test('nodes that share a memory at first and no longer later', async () => {
    const half = 20 * 60_000;
    const faults = fromFirstScan([
      { on: 'nonces', fromMs: 0, untilMs: 60_000, memory: 'shared' },
      { on: 'nonces', fromMs: 60_000, memory: 'own' },
      { on: 'asyncscan', fromMs: half, untilMs: half + 60_000, fault: { kind: 'reset', when: 'after-work' } },
    ]);
    await stage({ faults, nodes: { count: 3 }, speed: 100 }, async ({ upload, settle, clock, green }) => {
      const early = picturesOf('young', 3);
      await upload(early);
      await expect.poll(() => green.ledger.summary().billed, { timeout: 20_000 }).toBe(3);
      await clock.sleep(half + 1_000);
      await upload(picturesOf('old', scans));
      const { bill } = await settle(400_000);
      expect(bill).toMatchObject({ billedTwice: 0, submittedAgain: 0, lost: [], open: 0, scansAccepted: scans + 3 });
    });
  });

  test('one node that forgets: nothing is sent again', async () => {
    const faults = fromFirstScan([{ on: 'asyncscan', fromMs: 0, untilMs: 20_000, fault: { kind: 'half-answer' } }]);
    await stage({ faults, nodes: { memory: 'none' } }, async ({ upload, settle }) => {
      await upload(picturesOf('forgetful', scans));
      const { bill } = await settle(400_000);
      expect(bill).toMatchObject({ billedTwice: 0, submittedAgain: 0, lost: [], open: 0 });
    });
  });
});
