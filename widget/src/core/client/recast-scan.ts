import type { CardName, DoneScan } from '@scanfill/proxy/contract';
import { browserEnvironment } from '../base/environment.ts';
import { within } from '../base/life.ts';
import { scanOf } from './answer.ts';
import { createRequester } from './requester.ts';
import type { ScanClientOptions } from './scan-client.ts';
import { createXhrTransport } from './transport.ts';

/**
 * What was read of a scan's other side, or of another card, as a scan of that card: nothing is sent or billed anew, and
 * asked again it is the same scan. Rejects with a `ScanError`, `recast-refused` where the scan holds nothing of it.
 */
export async function recastScan<C extends CardName>(
  id: string,
  card: C,
  options: Pick<ScanClientOptions, 'endpoint' | 'session'>,
): Promise<DoneScan<C>> {
  const environment = browserEnvironment;
  const request = createRequester({
    transport: createXhrTransport(),
    environment,
    attempts: 6,
    session: options.session,
  });
  const scans = `${options.endpoint.replace(/\/+$/, '')}/v1/scans`;
  const url = `${scans}/${encodeURIComponent(id)}/recast?card=${encodeURIComponent(card)}`;
  return await within(
    undefined,
    timeoutMs,
    environment,
    async (life) => scanOf(await request({ method: 'POST', url, headers: {} }, life, () => undefined)) as DoneScan<C>,
  );
}

/** Nothing is sent or read for it. */
const timeoutMs = 60_000;
