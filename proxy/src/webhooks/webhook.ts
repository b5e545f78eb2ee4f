import { createHmac } from 'node:crypto';
import type { Message } from './message.ts';

/**
 * What became of a message: `told`, the host has it · `unwanted`, it says that it wants no more (410) · `untold`, try
 * again, not before `retryAfterMs` where it said so.
 */
export type Told =
  | { readonly kind: 'told' | 'unwanted' }
  | { readonly kind: 'untold'; readonly cause: string; readonly retryAfterMs?: number };

/** Sends messages to the host. */
export type Webhook = { send(message: Message, signal: AbortSignal): Promise<Told> };

/** The specification recommends 15 to 30 s. */
const answerMs = 15_000;
const longestRetryAfterMs = 60 * 60_000;

/**
 * Sends by the Standard Webhooks specification 1.0.0, signed with each of `keys` (`v1`, HMAC-SHA256), so that a host
 * may change its secret whenever it likes. Redirects are not followed.
 */
export function createWebhook(options: {
  readonly url: string;
  readonly keys: readonly Buffer[];
  readonly now: () => number;
}): Webhook {
  const { url, keys, now } = options;
  return {
    async send({ id, body }, signal) {
      const timestamp = Math.floor(now() / 1_000);
      const signatures = keys.map(
        (key) => `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
      );
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'user-agent': 'scanfill-proxy',
            'webhook-id': id,
            'webhook-timestamp': String(timestamp),
            'webhook-signature': signatures.join(' '),
          },
          body,
          redirect: 'manual',
          signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
        });
        // Whatever it says is not read.
        await response.body?.cancel();
        if (response.ok) return { kind: 'told' };
        if (response.status === 410) return { kind: 'unwanted' };
        return { kind: 'untold', cause: String(response.status), ...retryAfter(response) };
      } catch (error) {
        return { kind: 'untold', cause: causeOf(error) };
      }
    },
  };
}

function retryAfter({ headers }: Response): { readonly retryAfterMs?: number } {
  const text = headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(text) ? { retryAfterMs: Math.min(Number(text) * 1_000, longestRetryAfterMs) } : {};
}

/** A code or a kind, never a message: that may hold the address. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.name : 'Error';
}
