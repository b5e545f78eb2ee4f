import { scriptedFaults } from '@scanfill/demo/green/faults/scripted-faults';
import { describe, expect, test } from 'vitest';
import { fromFirstScan } from './from-first-scan.ts';
import { picturesOf, stage } from './stage.ts';

const scans = 20;
const allDone = { accepted: scans, billedTwice: 0, submittedAgain: 0, lost: [], done: scans, open: 0 };

describe('trouble of the free query is not the task’s', () => {
  test('whatever code its entries say for two minutes', async () => {
    const codes = [500, 503, 580, 581, 585, 588, 591, 408, 596, 777];
    const lines = Array.from({ length: scans }, (_, index) => {
      const code = codes[index % codes.length] ?? 500;
      const fault = { kind: 'query-trouble', code, msg: 'DOWN', forMs: 120_000 } as const;
      return { on: 'task', number: index + 1, fault } as const;
    });
    await stage({ faults: scriptedFaults(lines) }, async ({ upload, settle }) => {
      await upload(picturesOf('entries', scans));
      expect((await settle(600_000)).bill).toEqual({ ...allDone, scansAccepted: scans, failed: {} });
    });
  });

  test('whoever answers for it, and with whatever', async () => {
    const span = (index: number) => ({ on: 'results', fromMs: index * 20_000, untilMs: (index + 1) * 20_000 }) as const;
    const faults = [
      { kind: 'top-code', code: 503, msg: 'DOWN', worked: true },
      { kind: 'gateway-code', code: 'ServiceUnavailable', worked: true },
      { kind: 'middlebox', answer: 'code-404', worked: false },
      { kind: 'middlebox', answer: 'html-403', worked: false },
      { kind: 'entry-codes', code: 500, msg: 'DOWN' },
      { kind: 'middlebox', answer: 'code-596', worked: false },
    ] as const;
    const script = fromFirstScan(faults.map((fault, index) => ({ ...span(index), fault })));
    await stage({ faults: script }, async ({ upload, settle }) => {
      await upload(picturesOf('answers', scans));
      expect((await settle(600_000)).bill).toMatchObject(allDone);
    });
  });

  test('and where it lasts for ever the person decides: nothing is submitted again', async () => {
    const fault = { kind: 'entry-codes', code: 500, msg: 'DOWN' } as const;
    const faults = scriptedFaults([{ on: 'results', fromMs: 0, fault }]);
    await stage({ faults }, async ({ upload, settle }) => {
      await upload(picturesOf('for ever', scans));
      const { bill } = await settle(90 * 60_000, scans);
      expect(bill).toMatchObject({ accepted: scans, billedTwice: 0, lost: [], failed: { unconfirmed: scans } });
    });
  });
});
