import type { Unsettled } from '../jobs/unsettled.ts';
import type { EngineContext } from './context.ts';

/** Tells the operator of what may have been billed without a result, once it is kept. */
export function tellUnsettled(
  {
    log,
    observer,
  }: { readonly log: EngineContext['log']; readonly observer: Pick<EngineContext['observer'], 'unsettled'> },
  entry: Unsettled,
): void {
  const { dataId, card, outcome } = entry;
  log.warn({ scan: dataId, card, outcome }, 'may have been billed without a result');
  observer.unsettled(entry);
}
