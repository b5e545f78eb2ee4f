import type { Scan } from '../contract/scan.ts';

/** Whose scan is meant: another subject's does not exist. */
export type OfSubject = { readonly subject: string };

/** How long to wait for a scan's end. */
export type WaitOptions = OfSubject & {
  /** Milliseconds; 60,000 unless told. */
  readonly ms?: number;
  /** Gives up waiting: what is known then is answered. */
  readonly signal?: AbortSignal;
};

/** The scans of a subject, as a host's backend sees them. */
export type Scans = {
  /** The scan as it is now, with fields and receipt once it is done; undefined where there is none. */
  get(id: string, options: OfSubject): Promise<Scan | undefined>;
  /** The scan once it has ended, or as it is when the time is over; undefined where there is none, or no more. */
  wait(id: string, options: WaitOptions): Promise<Scan | undefined>;
  /** Erases image and result now; false where there was none. */
  erase(id: string, options: OfSubject): Promise<boolean>;
};

/** How long `wait` waits unless told. */
export const usualWaitMs = 60_000;
