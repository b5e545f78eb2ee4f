import type { Figure } from './figures.ts';

/** What the proxy behind the demo had counted at `at`, in milliseconds since 1970. */
export type Figures = { readonly at: number; readonly figures: readonly Figure[] };

/** What the stand-in wrote down of a scan's images; absent with the real Green. */
export type ScanRecord = { readonly ledger?: readonly { readonly state: string }[] };

/** An entry of what `reconcile` lists. */
export type Unsettled = {
  readonly dataId: string;
  readonly card: string;
  readonly attempt: number;
  readonly sentAt: string;
  readonly outcome: string;
};

/** What `/readyz` says: 200 or 503, the reasons in either case. */
export type Readiness = {
  readonly status: string;
  readonly reasons: readonly string[];
  readonly checks?: readonly string[];
};

/** Everything that the proxy has counted. */
export const readFigures = (signal: AbortSignal): Promise<Figures> => read('/insight/figures', signal);

/** A scan of the visitor's own. */
export const readScan = (id: string, signal: AbortSignal): Promise<ScanRecord> =>
  read(`/insight/scans/${encodeURIComponent(id)}`, signal);

/** What may have been billed without a result; undefined where the demo shows it to nobody. */
export const readUnsettled = async (signal: AbortSignal): Promise<readonly Unsettled[]> =>
  read('/insight/unsettled', signal);

/** The proxy's own word on whether it may have traffic. */
export const readReadiness = (signal: AbortSignal): Promise<Readiness> => read('/scanfill/readyz', signal, [503]);

async function read<T>(path: string, signal: AbortSignal, also: readonly number[] = []): Promise<T> {
  const response = await fetch(path, { signal, cache: 'no-store' });
  if (!response.ok && !also.includes(response.status)) throw new Error(`${path} answered ${response.status}.`);
  return response.json();
}
