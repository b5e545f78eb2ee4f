import { type ScriptLine, scriptedFaults } from '@scanfill/demo/green/faults/scripted-faults';
import { describe, expect, test } from 'vitest';
import { picturesOf, stage } from './stage.ts';

const scans = 20;

describe('one answer that is too deep or too long', () => {
  test('ends alone: its neighbours of the same request are done', async () => {
    const odd = [
      ['deep', 6_000],
      ['digits', 20_000],
      ['long-text', 40_000],
    ] as const;
    const lines = odd.map(
      ([how, size], index): ScriptLine => ({
        on: 'task',
        number: 3 + index * 5,
        fault: { kind: 'odd-result', how, size },
      }),
    );
    await stage(
      { faults: scriptedFaults(lines), proxy: { greenMaxTasks: 20 } },
      async ({ upload, settle, lines, green }) => {
        await upload(picturesOf('odd', scans));
        const { bill, scans: seen } = await settle(120_000);
        expect(bill).toMatchObject({ accepted: scans, billedTwice: 0, submittedAgain: 0, lost: [], open: 0 });
        const odd = new Set(green.ledger.images.filter(({ fault }) => fault !== undefined).map(({ dataId }) => dataId));
        expect(odd.size).toBe(3);
        const well = seen.filter(({ id }) => !odd.has(id));
        for (const { state, raw, picture } of well) {
          expect(state).toBe('done');
          expect(JSON.stringify(raw)).toContain(picture.marker);
        }
        // What is kept of the odd ones is bounded too.
        for (const scan of seen) expect(JSON.stringify(scan.raw ?? {}).length).toBeLessThan(300_000);
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(4_000);
      },
    );
  });

  test('and larger than any answer is read keeps nobody else from his', async () => {
    const fault = { kind: 'odd-result', how: 'long-text', size: 400_000 } as const;
    const faults = scriptedFaults([{ on: 'task', number: 5, fault }]);
    await stage({ faults, proxy: { greenMaxTasks: 20 } }, async ({ upload, settle }) => {
      await upload(picturesOf('too large', scans));
      const { bill } = await settle(90 * 60_000, 1);
      expect(bill).toMatchObject({ accepted: scans, billedTwice: 0, lost: [], done: scans - 1, open: 0 });
      expect(bill.failed).toEqual({ unconfirmed: 1 });
    });
  });

  test.each(['asyncscan', 'results'])(
    'over a whole answer of %s is none: nothing is lost, billed twice or logged at length',
    async (on) => {
      const sizes = [
        ['deep', 100_000],
        ['long-code', 15_000_000],
        ['long-message', 1_000_000],
        ['long-number', 20_000],
        ['long-error', 350_000],
        ['blanks', 350_000],
        ['not-json', 100_000],
        ['many-entries', 50_000],
      ] as const;
      const faults = scriptedFaults(
        sizes.map(([how, size], index) => ({ on, number: index + 3, fault: { kind: 'odd-reply', how, size } })),
      );
      await stage({ faults, proxy: { greenMaxTasks: 2 } }, async ({ upload, settle, lines }) => {
        await upload(picturesOf(`replies ${on}`, scans));
        const { bill, scans: seen } = await settle(400_000);
        expect(bill).toMatchObject({ scansAccepted: scans, accepted: scans, billedTwice: 0, lost: [], open: 0 });
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(4_000);
        expect(Math.max(...seen.map((scan) => JSON.stringify({ ...scan, picture: 0 }).length))).toBeLessThan(20_000);
      });
    },
  );
});
