import type { CardName } from '@scanfill/proxy/contract';

/**
 * What was read: `info` is the object of Green's `…Info` property in Green's own spellings; '' for a text field not
 * found.
 */
export type ReadResult = {
  readonly recognised: boolean;
  readonly info: Readonly<Record<string, unknown>>;
  /**
   * Characters exchanged by a check digit where the recogniser was in doubt: counted in the ledger, as the wire has no
   * place for it.
   */
  readonly mends?: number;
};

/** Reads the fields of one card type from an image's bytes: all that the stand-in asks of a reader. */
export type ImageReader = {
  /**
   * Reads one photo. Rejects when the reader is stopped, more than 1,000 photos wait, or reading it took a minute or
   * its process's life.
   */
  read(image: Uint8Array, card: CardName): Promise<ReadResult>;
};

/**
 * What reading has used since its process began: processor time over all cores, and resident memory, now and at its
 * largest.
 */
export type Usage = { readonly cpuMs: number; readonly nowMb: number; readonly peakMb: number };

/** Reads photos of certificates with local models. */
export type Reader = ImageReader & {
  /** Loads the models now instead of at the first photo. */
  warm(): Promise<void>;
  /** What the processes that read have used: as of their last answer. */
  usage(): Usage;
  stop(): Promise<void>;
};
