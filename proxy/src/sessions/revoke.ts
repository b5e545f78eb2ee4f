import { parseArgs } from 'node:util';
import type { ServiceConfig } from '../config/environment.ts';
import { adminOrigin } from '../reconcile/admin-origin.ts';

/**
 * `scanfill-proxy revoke SUBJECT`: has the proxy that runs with this configuration end every session of a subject.
 * Gives a sentence of what came of it; rejects with an `Error` for the operator.
 */
export async function revoke({ adminHost, adminPort }: ServiceConfig, args: readonly string[]): Promise<string> {
  const [subject, ...more] = parseArgs({ args: [...args], allowPositionals: true }).positionals;
  if (subject === undefined || more.length > 0) throw new Error('name one subject, as sessions are minted for it');
  if (adminPort === undefined)
    throw new Error('ADMIN_PORT is missing: start the proxy with it, and set the same one here');
  const url = `${adminOrigin(adminHost, adminPort)}/sessions/revoke`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ subject }),
    signal: AbortSignal.timeout(30_000),
  }).catch(() => undefined);
  if (!answer?.ok) throw new Error(`the sessions were not revoked: ${answer?.status ?? 'no proxy'} at ${url}`);
  return 'Every session of the subject that was minted until now has ended.';
}
