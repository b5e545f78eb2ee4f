import { busiestSecond, repeatedBills, repeatedSubmissions } from './ledger-questions.ts';

/** One HTTP call as it came in, whatever became of it. */
export type CallEntry = {
  /** When its head arrived, in milliseconds since the epoch. */
  readonly at: number;
  readonly operation: string;
  /** The ID its answer bears, where the answer is Green's. */
  readonly requestId?: string;
  /** The gateway's node that took it, counted from 1. */
  readonly node?: number;
  account?: string;
  nonce?: string;
  /** Past the gateway: known key, right signature, fresh nonce, within the rate. */
  admitted: boolean;
  /** The gateway's code, or the body's top code; absent when no answer was given at all. */
  code?: string;
  /** The scripted fault that met this call. */
  fault?: string;
  /** Tasks this call created: they will be billed even if the answer never left. */
  accepted: number;
};

/**
 * One image of an accepted asyncscan.
 * `accepted`: waiting to be fetched · `fetched`: handed to recognition · `billed`: recognition ended, with or without
 * text · `void`: not billed, because the image could not be had, broke a limit, or recognition itself failed.
 */
export type ImageEntry = {
  readonly at: number;
  readonly account: string;
  readonly card: string;
  readonly dataId?: string;
  readonly taskId: string;
  readonly url: string;
  /** Of the call that created the task. */
  readonly nonce: string;
  readonly requestId?: string;
  state: 'accepted' | 'fetched' | 'billed' | 'void';
  /** How much of the image was ever fetched, whatever the task's code says; absent until it was tried. */
  fetched?: 'no' | 'half' | 'whole';
  /** SHA-256 of the image, in hex, once it was fetched whole. */
  sha256?: string;
  endedAt?: number;
  /** The task's final code. */
  code?: number;
  /** Characters that the reader exchanged by a check digit; absent for none. */
  mends?: number;
  fault?: string;
};

/** One attempt to deliver a callback. */
export type CallbackEntry = {
  readonly at: number;
  readonly taskId: string;
  readonly attempt: number;
  readonly forged: boolean;
  /** What was untrue about it. */
  readonly how?: string;
  /** HTTP status, or 0 where no answer came. */
  readonly status: number;
};

/** Figures of a whole run. */
export type LedgerSummary = {
  readonly calls: number;
  readonly images: number;
  readonly billed: number;
  readonly void: number;
  readonly open: number;
  readonly billedTwice: number;
  /** Images submitted again though an earlier submission of theirs was fetched, at least in part. */
  readonly submittedAgain: number;
  readonly faults: Readonly<Record<string, number>>;
  /** Most calls in any sliding second, for each operation. */
  readonly busiestSecond: Readonly<Record<string, number>>;
};

/** Everything that happened at the stand-in: the truth a client's own view is compared with. */
export type Ledger = {
  readonly calls: readonly CallEntry[];
  readonly images: readonly ImageEntry[];
  readonly callbacks: readonly CallbackEntry[];
  addCall(entry: CallEntry): CallEntry;
  addImage(entry: ImageEntry): ImageEntry;
  addCallback(entry: CallbackEntry): void;
  /** Groups of two and more billed entries for the same image, or for the same dataId. Empty is right. */
  billedTwice(): readonly (readonly ImageEntry[])[];
  /**
   * Groups of two and more accepted submissions under one dataId of which one but the last was fetched, at least in
   * part: whether Green bills those that failed is documented nowhere.
   */
  submittedAgain(): readonly (readonly ImageEntry[])[];
  /** Accepted images under a dataId, or of one signed request. */
  imagesOf(of: { readonly dataId: string } | { readonly nonce: string }): readonly ImageEntry[];
  /**
   * Most calls of an operation in any sliding second: of all callers, or of one account where they told who they are.
   */
  busiestSecond(operation: string, account?: string): number;
  summary(): LedgerSummary;
};

function countBy(texts: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}

/** An empty ledger, kept in memory for the life of the stand-in. */
export function createLedger(): Ledger {
  const calls: CallEntry[] = [];
  const images: ImageEntry[] = [];
  const callbacks: CallbackEntry[] = [];
  const timesOf = (operation: string, account?: string) =>
    calls
      .filter((call) => call.operation === operation && (account === undefined || call.account === account))
      .map(({ at }) => at);
  return {
    calls,
    images,
    callbacks,
    addCall(entry) {
      calls.push(entry);
      return entry;
    },
    addImage(entry) {
      images.push(entry);
      return entry;
    },
    addCallback(entry) {
      callbacks.push(entry);
    },
    billedTwice: () => repeatedBills(images),
    submittedAgain: () => repeatedSubmissions(images),
    imagesOf: (of) =>
      images.filter((image) => ('dataId' in of ? image.dataId === of.dataId : image.nonce === of.nonce)),
    busiestSecond: (operation, account) => busiestSecond(timesOf(operation, account)),
    summary() {
      const states = countBy(images.map(({ state }) => state));
      const operations = new Set(calls.map(({ operation }) => operation));
      return {
        calls: calls.length,
        images: images.length,
        billed: states.billed ?? 0,
        void: states.void ?? 0,
        open: (states.accepted ?? 0) + (states.fetched ?? 0),
        billedTwice: repeatedBills(images).length,
        submittedAgain: repeatedSubmissions(images).length,
        faults: countBy([...calls, ...images].flatMap(({ fault }) => fault ?? [])),
        busiestSecond: Object.fromEntries([...operations].map((name) => [name, busiestSecond(timesOf(name))])),
      };
    },
  };
}
