import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { ServiceConfig } from '../config/environment.ts';
import { adminOrigin } from '../reconcile/admin-origin.ts';

const list = z.object({
  givenUp: z.array(
    z.object({ id: z.string(), type: z.string(), subject: z.string(), card: z.string(), givenUpAt: z.string() }),
  ),
});

/**
 * `scanfill-proxy webhooks [--resend [ID…]]`: asks the proxy that runs with this configuration, on its admin port.
 * Gives a line for each message that was given up, or how many are sent again; rejects with an `Error` for the
 * operator.
 */
export async function webhooks({ adminHost, adminPort }: ServiceConfig, args: readonly string[]): Promise<string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { resend: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (positionals.length > 0 && !values.resend) throw new Error('ids go with --resend');
  if (adminPort === undefined)
    throw new Error('ADMIN_PORT is missing: start the proxy with it, and set the same one here');
  const origin = adminOrigin(adminHost, adminPort);
  const ids = positionals.length > 0 ? `?ids=${encodeURIComponent(positionals.join(','))}` : '';
  const answer = await fetch(values.resend ? `${origin}/webhooks/resend${ids}` : `${origin}/webhooks`, {
    method: values.resend ? 'POST' : 'GET',
    signal: AbortSignal.timeout(60_000),
  }).catch(() => undefined);
  if (!answer?.ok) throw new Error(`no proxy of this release answers at ${origin} (${answer?.status ?? 'nothing'})`);
  const body: unknown = await answer.json();
  if (values.resend) return `${z.object({ count: z.number() }).parse(body).count} are sent again.`;
  const { givenUp } = list.parse(body);
  if (givenUp.length === 0) return 'None was given up.';
  return givenUp.map(({ id, type, card, givenUpAt }) => `${givenUpAt} ${type} ${id} ${card}`).join('\n');
}
