import { type ScriptLine, scriptedFaults } from '@scanfill/demo/green/faults/scripted-faults';
import { describe, expect, test } from 'vitest';
import { fromFirstScan } from './from-first-scan.ts';
import { picturesOf, stage } from './stage.ts';

const scans = 20;
const dropped = { on: 'asyncscan', fromMs: 0, untilMs: 20_000, fault: { kind: 'reset', when: 'after-work' } } as const;
const allDone = { accepted: scans, billedTwice: 0, submittedAgain: 0, lost: [], done: scans };

describe('notifications carry home what was billed and lost', () => {
  test.each(['queryable', 'expired', 'not-found'] as const)(
    'with every answer dropped, where results call such a task %s',
    async (callbackTasks) => {
      await stage({ faults: fromFirstScan([dropped]), callbacks: true, account: { callbackTasks } }, async (set) => {
        await set.upload(picturesOf(`dropped ${callbackTasks}`, scans));
        expect((await set.settle(600_000)).bill).toMatchObject(allDone);
      });
    },
  );

  test('also where results call such a task running for ever: by the end of its hour', async () => {
    const options = { callbacks: true, account: { callbackTasks: 'processing' } } as const;
    await stage({ ...options, faults: fromFirstScan([dropped]) }, async ({ upload, settle }) => {
      await upload(picturesOf('running for ever', scans));
      expect((await settle(90 * 60_000, scans)).bill).toMatchObject(allDone);
    });
  });

  test('by PUBLIC_URL alone, without seed and account ID', async () => {
    await stage({ faults: fromFirstScan([dropped]), proxy: { callback: {} } as object }, async ({ upload, settle }) => {
      await upload(picturesOf('alone', scans));
      expect((await settle(600_000)).bill).toMatchObject(allDone);
    });
  });

  test('untrue ones change nothing: each scan ends with its own fields', async () => {
    const ways = ['forged', 'forged-failure', 'foreign', 'wrong-path', 'twice', 'many', 'late', 'early'] as const;
    for (const callbackTasks of ['queryable', 'expired'] as const) {
      // Where Green can be asked it knows better than whatever is said under its own seal; where it cannot, that is all
      // there is.
      const told = callbackTasks === 'queryable' ? ([...ways, 'other-task'] as const) : ways;
      const lies = Array.from({ length: scans }, (_, index): ScriptLine => {
        const how = told[index % told.length] ?? 'forged';
        return { on: 'task', number: index + 1, fault: { kind: 'callback', how } };
      });
      const faults = scriptedFaults(lies);
      await stage({ faults, callbacks: true, account: { callbackTasks } }, async ({ upload, settle }) => {
        await upload(picturesOf(`lies ${callbackTasks}`, scans));
        const { bill, scans: seen } = await settle(600_000);
        expect(bill).toMatchObject(allDone);
        for (const { raw, picture } of seen) expect(JSON.stringify(raw)).toContain(picture.marker);
      });
    }
  });
});
