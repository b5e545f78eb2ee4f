import type { ImageEntry, Ledger } from '@scanfill/demo/green/ledger';
import type { EndedScan } from './stage.ts';

/** What the ledger and the scans say of each other. */
export type Bill = {
  /** Images that Green's ledger has, and how many of them under different scans. */
  readonly accepted: number;
  readonly scansAccepted: number;
  /** Groups of images that were billed more than once. */
  readonly billedTwice: number;
  /** Scans submitted anew though an earlier submission of theirs was fetched. */
  readonly submittedAgain: number;
  /** Accepted scans that ended in none of the three ways that are right, by id. */
  readonly lost: readonly string[];
  readonly done: number;
  /** Failures by code, with Green's own code where the scan has one. */
  readonly failed: Readonly<Record<string, number>>;
  /** Scans that never ended. */
  readonly open: number;
};

/** Codes of a scan that Green's own word about its task stands behind. */
const greensWord = new Set(['green-download', 'green-refused', 'green-failed', 'green-expired']);

/**
 * Whether an accepted scan ended right: done, failed as the ledger says, or `unconfirmed` and listed for the operator
 * to look into.
 */
function isSettled({ id, state, problem }: EndedScan, images: readonly ImageEntry[], listed: Listed): boolean {
  if (state === 'done') return true;
  if (problem === 'unconfirmed') return listed?.has(id) ?? true;
  const ends = images.filter(({ code }) => code !== undefined && code !== 200);
  return state === 'failed' && greensWord.has(problem ?? '') && ends.length > 0;
}

/**
 * The dataIds that the proxy lists as billed, perhaps, without a result; undefined where that build has no such list.
 */
export type Listed = ReadonlySet<string> | undefined;

/** Draws the bill up. */
export function billOf(ledger: Ledger, scans: readonly EndedScan[], listed: Listed): Bill {
  const byId = new Map<string, ImageEntry[]>();
  for (const image of ledger.images) byId.set(image.dataId ?? '', [...(byId.get(image.dataId ?? '') ?? []), image]);
  const failed: Record<string, number> = {};
  for (const { state, problem } of scans)
    if (state === 'failed') failed[problem ?? ''] = (failed[problem ?? ''] ?? 0) + 1;
  return {
    accepted: ledger.images.length,
    scansAccepted: byId.size,
    billedTwice: ledger.billedTwice().length,
    submittedAgain: ledger.submittedAgain().length,
    lost: [...byId].flatMap(([id, images]) => {
      const scan = scans.find((one) => one.id === id);
      return scan !== undefined && isSettled(scan, images, listed) ? [] : [id];
    }),
    done: scans.filter(({ state }) => state === 'done').length,
    failed,
    open: scans.filter(({ state }) => state !== 'done' && state !== 'failed').length,
  };
}
