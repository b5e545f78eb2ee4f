import type { IncomingMessage } from 'node:http';
import type { Ledger } from './ledger.ts';

const loopback = /^(::ffff:)?127\.|^::1$/;

/**
 * The ledger, and the names of the objects in object storage, as JSON for a test in another process; `undefined` where
 * the request is for something else, or comes from afar.
 */
export function ledgerAnswer(
  ledger: Ledger,
  objects: readonly string[],
  request: IncomingMessage,
  url: URL,
): string | undefined {
  if (request.method !== 'GET' || !loopback.test(request.socket.remoteAddress ?? '')) return undefined;
  if (url.pathname === '/__ledger/summary') return JSON.stringify({ ...ledger.summary(), objects: objects.length });
  if (url.pathname !== '/__ledger') return undefined;
  const { calls, images, callbacks } = ledger;
  return JSON.stringify({
    summary: { ...ledger.summary(), objects: objects.length },
    objects,
    calls,
    images,
    callbacks,
    billedTwice: ledger.billedTwice(),
    submittedAgain: ledger.submittedAgain(),
  });
}
