import type { ServerResponse } from 'node:http';
import type { Clock } from './clock.ts';
import type { CallFault } from './faults/fault.ts';
import { replacementOf } from './faults/middlebox.ts';
import type { WireAnswer } from './wire/gateway-errors.ts';

/** The true clock, and Green's own: what the `Date` of an answer is taken from. */
export type Clocks = { readonly clock: Clock; readonly greenNow: () => number };

type Sent = WireAnswer & { readonly dateMs: number; readonly headers?: Readonly<Record<string, string>> };

/** Breaks the connection with a reset, as a crashing host or a middlebox does. */
export function breakOff(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function head({ contentType, headers, dateMs }: Sent, length: number): Record<string, string | number> {
  return {
    ...(contentType === '' ? {} : { 'content-type': contentType }),
    ...headers,
    date: new Date(dateMs).toUTCString(),
    'content-length': length,
  };
}

function send(response: ServerResponse, answer: Sent): void {
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, head(answer, bytes.byteLength));
  response.end(bytes);
}

/** Announces everything, sends half, breaks off once that half has left. */
function sendHalf(response: ServerResponse, answer: Sent): void {
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, head(answer, bytes.byteLength));
  response.write(bytes.subarray(0, bytes.byteLength >> 1), () => breakOff(response));
}

/** An answer without the explanation: what a proxy or a dying server in between sends. */
export function bareStatus(status: number, body: boolean): WireAnswer {
  return body
    ? { status, contentType: 'text/html', body: `<html><body><h1>${status}</h1></body></html>` }
    : { status, contentType: 'text/plain', body: '' };
}

/** Sends an answer, or what the fault leaves of it. Tells whether the caller got Green's answer whole. */
export function deliver(
  response: ServerResponse,
  answer: WireAnswer,
  fault: CallFault | undefined,
  { clock, greenNow }: Clocks,
): boolean {
  const sent = { ...answer, dateMs: greenNow() };
  switch (fault?.kind) {
    case 'reset':
      breakOff(response);
      return false;
    case 'silence':
      clock.after(fault.forMs, () => breakOff(response));
      return false;
    case 'late-answer':
      clock.after(fault.forMs, () => send(response, { ...answer, dateMs: greenNow() }));
      return true;
    case 'half-answer':
      sendHalf(response, sent);
      return false;
    case 'cut-json':
      send(response, { ...sent, body: answer.body.slice(0, answer.body.length >> 1) });
      return false;
    case 'status':
      send(response, { ...sent, ...bareStatus(fault.status, fault.body) });
      return false;
    case 'middlebox': {
      const dateMs = clock.now() + (fault.skewMs ?? 0);
      send(response, { ...replacementOf(fault.answer), contentType: '', dateMs });
      return false;
    }
    default:
      send(response, sent);
      return true;
  }
}
