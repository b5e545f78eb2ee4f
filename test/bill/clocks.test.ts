import { scriptedFaults } from '@scanfill/demo/green/faults/scripted-faults';
import { describe, expect, test } from 'vitest';
import { fromFirstScan } from './from-first-scan.ts';
import { picturesOf, stage } from './stage.ts';

const scans = 20;
const minute = 60_000;
const allDone = { accepted: scans, billedTwice: 0, submittedAgain: 0, lost: [], done: scans };

describe('clocks', () => {
  test.each([-40, 40])('Green’s is %i minutes off: what is signed bears its time', async (minutes) => {
    const faults = scriptedFaults([{ on: 'clock', fromMs: 0, skewMs: minutes * minute }]);
    await stage({ faults }, async ({ upload, settle }) => {
      await upload(picturesOf(`skew ${minutes}`, scans));
      expect((await settle(600_000)).bill).toMatchObject(allDone);
    });
  });

  test('ours is set back by an hour while scans wait for their results: they move on', async () => {
    let aheadMs = 0;
    const fault = { kind: 'query-trouble', code: 280, msg: 'PROCESSING', forMs: minute } as const;
    const faults = scriptedFaults(
      Array.from({ length: scans }, (_, index) => ({ on: 'task', number: index + 1, fault })),
    );
    const options = {
      faults,
      proxyClock: (clock: { wrong(ahead: () => number): never }) => clock.wrong(() => aheadMs),
    };
    await stage(options as object, async ({ upload, settle, green, clock }) => {
      await upload(picturesOf('set back', scans));
      await expect.poll(() => green.ledger.images.length, { timeout: 20_000 }).toBe(scans);
      aheadMs = -60 * minute;
      const startedMs = clock.elapsed();
      expect((await settle(20 * minute)).bill).toMatchObject(allDone);
      expect(clock.elapsed() - startedMs).toBeLessThan(15 * minute);
    });
  });

  test.each([10, 14])(
    'ours is %i minutes ahead and corrected during a restart: no replay meets a nonce that Green forgot',
    async (minutes) => {
      let aheadMs = minutes * minute;
      const faults = fromFirstScan([
        { on: 'asyncscan', fromMs: 0, untilMs: minute, fault: { kind: 'half-answer' } },
        // Nothing is proved before the restart, so that nothing is sent again before it.
        {
          on: 'results',
          fromMs: -1,
          untilMs: minute,
          fault: { kind: 'status', status: 503, body: false, worked: false },
        },
      ]);
      const options = {
        faults,
        proxyClock: (clock: { wrong(ahead: () => number): never }) => clock.wrong(() => aheadMs),
      };
      await stage(options as object, async ({ upload, settle, restart, green, clock }) => {
        await upload(picturesOf(`ahead ${minutes}`, scans));
        await expect.poll(() => green.ledger.images.length, { timeout: 20_000 }).toBe(scans);
        await restart({}, () => {
          clock.jump(16 * minute);
          aheadMs = 0;
        });
        const { bill } = await settle(20 * minute);
        expect(bill).toMatchObject({ accepted: scans, billedTwice: 0, submittedAgain: 0, lost: [], open: 0 });
      });
    },
  );
});
