import type { FlowState } from '@scanfill/widget';
import { useCallback, useEffect, useState } from 'react';
import type { Figure } from '../figures/figures.ts';
import { readFigures, readScan } from '../figures/read-insight.ts';
import { usePolled } from '../figures/use-polled.ts';
import { type Counted, countedBetween, type Travel, travelAfter } from './travel.ts';

/** What the page shows of the last photo, and what the proxy has counted in all. */
export type Watched = {
  readonly travel: Travel | undefined;
  readonly counted: Counted | undefined;
  /** How many images of this scan the stand-in's ledger has as billed; undefined before its end, and with Green. */
  readonly ledgerBilled: number | undefined;
  readonly figures: readonly Figure[] | undefined;
  readonly failed: boolean;
  readonly onState: (state: FlowState) => void;
};

/** A travelling photo is looked after often, a proxy at rest now and then. */
const everyMs = { travelling: 150, resting: 1_500 };
/** So long after its end everything about a scan is counted. */
const settledMs = 300;

type Closed = { readonly figures: readonly Figure[]; readonly ledgerBilled: number | undefined };

/** Follows the photo of an upload component, beside what the proxy counts meanwhile. */
export function useTravel(): Watched {
  const [travel, setTravel] = useState<Travel>();
  const [before, setBefore] = useState<readonly Figure[]>();
  const [closed, setClosed] = useState<Closed>();
  const isOver = travel?.endedAtMs !== undefined;
  const isOnItsWay = travel !== undefined && !isOver;
  const { value, failed } = usePolled(readFigures, isOnItsWay ? everyMs.travelling : everyMs.resting);
  const onState = useCallback((state: FlowState) => {
    const nowMs = performance.now();
    setTravel((last) => travelAfter(last, state, nowMs));
  }, []);

  // What was counted until now is where this photo's own figures begin.
  const { chosenAtMs, endedAtMs } = travel ?? {};
  const [begunAtMs, begin] = useState<number>();
  if (chosenAtMs !== begunAtMs) {
    begin(chosenAtMs);
    setBefore(value?.figures);
    setClosed(undefined);
  }

  const id = travel?.id;
  useEffect(() => {
    if (endedAtMs === undefined) return;
    const abort = new AbortController();
    const close = async (): Promise<void> => {
      const { signal } = abort;
      const [{ figures }, record] = await Promise.all([
        readFigures(signal),
        id === undefined ? undefined : readScan(id, signal).catch(() => undefined),
      ]);
      const ledgerBilled = record?.ledger?.filter(({ state }) => state === 'billed').length;
      if (!signal.aborted) setClosed({ figures, ledgerBilled });
    };
    const timer = setTimeout(() => void close().catch(() => undefined), settledMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [endedAtMs, id]);

  const now = closed?.figures ?? value?.figures;
  return {
    travel,
    counted: travel && before && now ? countedBetween(before, now) : undefined,
    ledgerBilled: closed?.ledgerBilled,
    figures: value?.figures,
    failed,
    onState,
  };
}
