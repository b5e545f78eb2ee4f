import { scriptedFaults } from '@scanfill/demo/green/faults/scripted-faults';
import { describe, expect, test } from 'vitest';
import { picturesOf, stage } from './stage.ts';

const kinds = ([480, 592] as const).flatMap((code) =>
  (['half', 'whole'] as const).flatMap((fetched) => [true, false].map((billed) => ({ code, fetched, billed }))),
);
const scans = kinds.length * 2;

const script = (failures: readonly { code: 480 | 592; fetched: 'no' | 'half' | 'whole'; billed: boolean }[]) =>
  scriptedFaults(
    Array.from({ length: scans }, (_, index) => {
      const failure = failures[index % failures.length] ?? { code: 480, fetched: 'no', billed: false };
      return { on: 'task', number: index + 1, fault: { kind: 'download-failure', ...failure } };
    }),
  );

describe('a download that Green says had failed', () => {
  test('is not submitted again where somebody fetched the image, in part or whole', async () => {
    await stage({ faults: script(kinds) }, async ({ upload, settle }) => {
      await upload(picturesOf('fetched', scans));
      const { bill } = await settle(300_000);
      expect(bill).toMatchObject({ accepted: scans, billedTwice: 0, submittedAgain: 0, lost: [] });
      expect(bill.failed).toEqual({ 'green-download': scans });
    });
  });

  test('is submitted again where nobody ever fetched it, and done', async () => {
    const never = [480, 592].map((code) => ({ code: code === 480 ? 480 : 592, fetched: 'no', billed: false }) as const);
    await stage({ faults: script(never) }, async ({ upload, settle }) => {
      await upload(picturesOf('never', scans));
      const { bill } = await settle(300_000);
      expect(bill).toMatchObject({ billedTwice: 0, submittedAgain: 0, lost: [], done: scans });
    });
  });

  test('is not submitted again where nobody can tell whether it was fetched', async () => {
    await stage({ faults: script(kinds), proxy: { imageHost: 'green' } }, async ({ upload, settle }) => {
      await upload(picturesOf('elsewhere', scans));
      const { bill } = await settle(300_000);
      expect(bill).toMatchObject({ accepted: scans, billedTwice: 0, submittedAgain: 0, lost: [] });
    });
  });

  test('is submitted again as often as the operator allows', async () => {
    const proxy = { greenDownloadAttempts: 2 };
    await stage({ faults: script(kinds), proxy }, async ({ upload, settle }) => {
      await upload(picturesOf('allowed', scans));
      const { bill } = await settle(300_000);
      expect(bill).toMatchObject({ accepted: 2 * scans, lost: [], done: scans });
    });
  });
});
