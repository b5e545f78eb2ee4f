import type { ServerResponse } from 'node:http';
import type { Clock } from './clock.ts';
import type { CallFault } from './faults/fault.ts';
import type { WireAnswer } from './wire/gateway-errors.ts';

/** Breaks the connection with a reset, as a crashing host or a middlebox does. */
export function breakOff(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function send(response: ServerResponse, { status, contentType, body }: WireAnswer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { 'content-type': contentType, 'content-length': bytes.byteLength });
  response.end(bytes);
}

/** Announces everything, sends half, breaks off once that half has left. */
function sendHalf(response: ServerResponse, { status, contentType, body }: WireAnswer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { 'content-type': contentType, 'content-length': bytes.byteLength });
  response.write(bytes.subarray(0, bytes.byteLength >> 1), () => breakOff(response));
}

/** An answer without the explanation: what a proxy or a dying server in between sends. */
export function bareStatus(status: number, body: boolean): WireAnswer {
  return body
    ? { status, contentType: 'text/html', body: `<html><body><h1>${status}</h1></body></html>` }
    : { status, contentType: 'text/plain', body: '' };
}

/** Sends an answer, or what the fault leaves of it. Tells whether the caller got the answer whole. */
export function deliver(
  response: ServerResponse,
  answer: WireAnswer,
  fault: CallFault | undefined,
  clock: Clock,
): boolean {
  switch (fault?.kind) {
    case 'reset':
      breakOff(response);
      return false;
    case 'silence':
      clock.after(fault.forMs, () => breakOff(response));
      return false;
    case 'half-answer':
      sendHalf(response, answer);
      return false;
    case 'cut-json':
      send(response, { ...answer, body: answer.body.slice(0, answer.body.length >> 1) });
      return false;
    case 'status':
      send(response, bareStatus(fault.status, fault.body));
      return false;
    default:
      send(response, answer);
      return true;
  }
}
