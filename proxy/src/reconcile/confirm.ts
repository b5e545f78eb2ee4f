import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { ServiceConfig } from '../config/environment.ts';
import { adminOrigin } from './admin-origin.ts';

/**
 * `scanfill-proxy confirm [--resubmit]`: tells the proxy that runs with this configuration, on its admin port, that the
 * operator has looked. Gives a sentence of what came of it; rejects with an `Error` for the operator.
 */
export async function confirm({ adminHost, adminPort }: ServiceConfig, args: readonly string[]): Promise<string> {
  const { resubmit = false } = parseArgs({ args: [...args], options: { resubmit: { type: 'boolean' } } }).values;
  if (adminPort === undefined)
    throw new Error('ADMIN_PORT is missing: start the proxy with it, and set the same one here');
  const url = `${adminOrigin(adminHost, adminPort)}/epoch/confirm?resubmit=${resubmit ? 'yes' : 'no'}`;
  const answer = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(60_000) }).catch(() => undefined);
  if (!answer?.ok)
    throw new Error(
      `no proxy of this release answers at ${adminOrigin(adminHost, adminPort)} (${answer?.status ?? 'nothing'})`,
    );
  const { ended } = z.object({ ended: z.number() }).parse(await answer.json());
  return `Submissions go on; ${ended} scans that waited since before ended as unconfirmed.`;
}
