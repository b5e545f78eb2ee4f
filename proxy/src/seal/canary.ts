import { SealError, type Sealer } from './seal.ts';

const word = 'scanfill';

/** A record that only our secrets open, kept beside the jobs to notice other secrets before a job meets them. */
export const sealCanary = (sealer: Sealer): Buffer => sealer.seal('canary', word);

/**
 * Throws an `Error` for the operator when what is stored was sealed under a secret that is not configured; else says
 * whether the record opens. Better not to start than to leave scans that nobody can open.
 */
export function checkCanary(sealer: Sealer, stored: Uint8Array, where: string): void {
  try {
    sealer.open('canary', stored);
  } catch (cause) {
    if (!(cause instanceof SealError)) throw cause;
    throw new Error(
      `${where} is sealed under a secret that is not configured: list the former secret after the new one, use the same secrets in every replica, or start with an empty store`,
      { cause },
    );
  }
}
