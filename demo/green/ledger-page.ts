import type { IncomingMessage } from 'node:http';
import type { Ledger } from './ledger.ts';

const loopback = /^(::ffff:)?127\.|^::1$/;

/**
 * The ledger, and how many objects lie in object storage, as JSON for a test in another process; `undefined` where the request is for
 * something else, or comes from afar.
 */
export function ledgerAnswer(ledger: Ledger, objects: number, request: IncomingMessage, url: URL): string | undefined {
  if (request.method !== 'GET' || !loopback.test(request.socket.remoteAddress ?? '')) return undefined;
  if (url.pathname === '/__ledger/summary') return JSON.stringify({ ...ledger.summary(), objects });
  if (url.pathname !== '/__ledger') return undefined;
  const { calls, images, callbacks } = ledger;
  return JSON.stringify({
    summary: { ...ledger.summary(), objects },
    calls,
    images,
    callbacks,
    billedTwice: ledger.billedTwice(),
  });
}
