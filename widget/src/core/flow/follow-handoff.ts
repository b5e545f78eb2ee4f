import type { CardName } from '@scanfill/proxy/contract';
import { ScanError } from '../base/scan-error.ts';
import type { Handoff, HandoffClient, HandoffStep } from '../client/handoff-client.ts';
import type { Consent } from '../consent.ts';
import type { ScanFlow } from './flow.ts';

const over: ReadonlySet<HandoffStep> = new Set(['refused', 'revoked', 'expired']);

/** Whether nothing more comes of a hand-off. */
export const isOver = ({ state }: Handoff): boolean => over.has(state);

/**
 * Asks a phone for a photo and tells each step, until the scan of it is the flow's own or nothing more comes. Gives how
 * to leave it, which ends what is not sent yet.
 */
export function followHandoff({
  client,
  card,
  consent,
  flow,
  onStep,
  onTrouble,
}: {
  readonly client: HandoffClient;
  readonly card: CardName;
  readonly consent: Consent | undefined;
  readonly flow: Pick<ScanFlow, 'keep' | 'pickUp'>;
  readonly onStep: (handoff: Handoff) => void;
  readonly onTrouble: (error: ScanError) => void;
}): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let id: string | undefined;

  async function follow(): Promise<void> {
    let found = await client.make(card, consent, signal);
    id = found.id;
    const { link = '' } = found;
    for (;;) {
      onStep({ ...found, link });
      // From here on a reload of the page finds the scan.
      if (found.scan !== undefined) flow.keep(found.scan);
      if (found.state === 'read' || found.state === 'failed') return flow.pickUp();
      if (isOver(found)) return;
      found = await client.look(found, signal);
    }
  }

  follow().catch((error: unknown) => {
    if (!signal.aborted) onTrouble(error instanceof ScanError ? error : new ScanError('internal', { cause: error }));
  });
  return () => {
    stop.abort();
    if (id !== undefined) client.end(id);
    id = undefined;
  };
}
