import { createHash } from 'node:crypto';
import type { CardName } from '@scanfill/proxy/contract';
import type { Account } from './account.ts';
import type { Clock } from './clock.ts';
import type { TaskFault } from './faults/fault.ts';
import { oddInfo } from './faults/odd-replies.ts';
import { createGate } from './gate.ts';
import type { Download } from './images/download.ts';
import { judgeImage } from './images/judge-image.ts';
import type { ImageEntry } from './ledger.ts';
import type { GreenLimits } from './limits.ts';
import type { ImageReader } from './reader-port.ts';
import { emptyInfo, resultOf } from './task-info.ts';
import { type Code, codes, withMessage } from './wire/codes.ts';

/** How a task ended. */
export type Ending = { readonly code: Code; readonly results?: readonly Record<string, unknown>[] };

/** What is carried out. */
export type Work = {
  readonly account: Account;
  readonly url: string;
  readonly card: CardName;
  readonly fault: TaskFault | undefined;
  readonly entry: ImageEntry;
};

/** How images are had; `touch` breaks off after the first bytes and tells whether there were any. */
export type ImageSource = {
  fetch(account: Account, url: string): Promise<Download>;
  touch(account: Account, url: string): Promise<boolean>;
};

const wait = (clock: Clock, ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));

/**
 * Fetches and reads the image of one task. A task is billed when recognition gave an answer; what could not be had or
 * read is not.
 */
export function createCarryOut(parts: {
  readonly clock: Clock;
  readonly limits: GreenLimits;
  readonly reader: ImageReader;
  readonly images: ImageSource;
}): (work: Work) => Promise<{ readonly ending: Ending; readonly billed: boolean }> {
  const { clock, limits, images } = parts;
  const downloads = createGate(limits.concurrentDownloads);
  const reads = createGate(limits.concurrentReads);

  async function fetchWhole({ account, url, entry }: Work): Promise<Download> {
    const download = await images.fetch(account, url);
    entry.fetched = download.ok ? 'whole' : 'no';
    if (download.ok) entry.sha256 = createHash('sha256').update(download.bytes).digest('hex');
    return download;
  }

  async function fetchImage(work: Work): Promise<Download> {
    const { account, url, entry, fault } = work;
    if (fault?.kind === 'slow-download') {
      const [download] = await Promise.all([fetchWhole(work), wait(clock, Math.min(fault.forMs, limits.downloadMs))]);
      return fault.forMs < limits.downloadMs ? download : { ok: false, code: codes.downloadTimeout };
    }
    if (fault?.kind !== 'download-failure') return fetchWhole(work);
    if (fault.fetched === 'whole') await fetchWhole(work);
    else if (fault.fetched === 'half') entry.fetched = (await images.touch(account, url)) ? 'half' : 'no';
    else entry.fetched = 'no';
    return { ok: false, code: fault.code === 592 ? codes.downloadTimeout : codes.downloadFailed };
  }

  async function recognise(bytes: Uint8Array, { card, entry, fault }: Work): Promise<Ending> {
    try {
      const reading = await parts.reader.read(bytes, card);
      if (reading.mends) entry.mends = reading.mends;
      if (fault?.kind !== 'odd-result') return { code: codes.ok, results: [resultOf(card, reading)] };
      const info = oddInfo({ ...emptyInfo(card), ...reading.info }, fault.how, fault.size);
      return { code: codes.ok, results: [resultOf(card, { ...reading, info })] };
    } catch (error) {
      return { code: withMessage(codes.algoFailed, error instanceof Error ? error.message : String(error)) };
    }
  }

  return async (work) => {
    const { entry, fault } = work;
    const unbilled = (code: Code) => ({ ending: { code }, billed: false });
    if (fault?.kind === 'failed-task' && !fault.billed) return unbilled(fault);
    const download = await downloads(() => fetchImage(work));
    if (!download.ok) {
      return { ending: { code: download.code }, billed: fault?.kind === 'download-failure' && fault.billed === true };
    }
    const refusal = judgeImage(download.bytes);
    if (refusal !== undefined) return unbilled(refusal);
    entry.state = 'fetched';
    if (fault?.kind === 'failed-task') return { ending: { code: fault }, billed: true };
    const ending = await reads(() => recognise(download.bytes, work));
    return { ending, billed: ending.code.code === codes.ok.code };
  };
}
