import { middleboxAnswers } from '@scanfill/demo/green/faults/middlebox';
import { scriptedFaults } from '@scanfill/demo/green/faults/scripted-faults';
import { describe, expect, test } from 'vitest';
import { picturesOf, stage } from './stage.ts';

const each = 2;
const scans = middleboxAnswers.length * each;

/** The first submissions are answered by the middlebox, each in another way. */
const script = (worked: boolean) =>
  scriptedFaults(
    middleboxAnswers.map((answer, index) => ({
      on: 'asyncscan',
      number: index + 1,
      fault: { kind: 'middlebox', answer, worked },
    })),
  );

describe('an answer that is not Green’s says nothing of what Green did', () => {
  const proxy = { greenMaxTasks: each };

  test('after the request went through nothing is billed twice, and what was lost is left to the person', async () => {
    await stage({ faults: script(true), proxy }, async ({ upload, settle }) => {
      await upload(picturesOf('passed', scans));
      const { bill } = await settle(600_000);
      expect(bill).toMatchObject({ scansAccepted: scans, accepted: scans, billedTwice: 0, lost: [], open: 0 });
    });
  });

  test('with notifications none of it is lost', async () => {
    await stage({ faults: script(true), proxy, callbacks: true }, async ({ upload, settle }) => {
      await upload(picturesOf('told', scans));
      const { bill } = await settle(600_000);
      expect(bill).toMatchObject({ scansAccepted: scans, accepted: scans, billedTwice: 0, done: scans });
    });
  });

  test('before it went through every scan is done in the end: the same request is sent again', async () => {
    await stage({ faults: script(false), proxy }, async ({ upload, settle }) => {
      await upload(picturesOf('kept', scans));
      const { bill } = await settle(600_000);
      expect(bill).toMatchObject({ scansAccepted: scans, accepted: scans, billedTwice: 0, done: scans });
    });
  });
});

describe('an outage of the submission', () => {
  test('that comes after its work, as a code over all, bills nothing twice', async () => {
    const codes = [500, 503, 580, 581, 585, 587, 591];
    const faults = scriptedFaults(
      codes.map((code, index) => ({
        on: 'asyncscan',
        number: index + 1,
        fault:
          index % 2 === 0
            ? { kind: 'top-code', code, msg: 'DOWN', worked: true }
            : { kind: 'entry-codes', code, msg: 'DOWN', unnamed: true },
      })),
    );
    const count = codes.length * each;
    await stage({ faults, proxy: { greenMaxTasks: each } }, async ({ upload, settle }) => {
      await upload(picturesOf('codes', count));
      const { bill } = await settle(600_000);
      expect(bill).toMatchObject({ scansAccepted: count, accepted: count, billedTwice: 0, lost: [], open: 0 });
    });
  });
});
