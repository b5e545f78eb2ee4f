import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from './clock.ts';
import { bareStatus, breakOff, deliver } from './deliver.ts';
import { type CallFault, type FaultPlan, faultName } from './faults/fault.ts';
import type { CallEntry, Ledger } from './ledger.ts';
import type { Operation, Outcome } from './operations.ts';
import { readBody } from './read-body.ts';
import type { SlidingWindow } from './window.ts';
import { admit, type GatewayParts } from './wire/gateway.ts';
import { type Refusal, refusalAnswer, type WireAnswer } from './wire/gateway-errors.ts';

/** What the API needs. */
export type ApiParts = Omit<GatewayParts, 'window'> & {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly faults: FaultPlan;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly window: SlidingWindow;
  /** Refuses connections for a while. */
  refuse(forMs: number): void;
};

/** How long an answer waits for a callback that is scripted to overtake it. */
const earlyCallbackMs = 2_000;

const asText = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(', ') : value);

/** Query pairs, percent-decoded as the signature wants them. */
export function queryPairs(url: URL): [string, string][] {
  return [...url.searchParams];
}

/** Headers with one text each, names in lower case. */
export function headersOf(request: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, asText(value)]));
}

/** The answer under dataIds that nobody asked for. */
function withWrongIds({ body }: Outcome): Outcome['body'] {
  const data = Array.isArray(body.data) ? body.data : [];
  return { ...body, data: data.map((element, index) => ({ ...element, dataId: `unasked-${index}` })) };
}

/** Serves Green's three operations, with whatever faults are planned. */
export function createApi(
  parts: ApiParts,
): (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> {
  const { clock, ledger, faults, limits } = parts;
  const numbers = new Map<string, number>();
  const throttledUntil = new Map<string, number>();

  function nextFault(operation: string, entry: CallEntry): CallFault | undefined {
    const number = (numbers.get(operation) ?? 0) + 1;
    numbers.set(operation, number);
    const fault = faults.call(operation, number);
    if (fault !== undefined) entry.fault = faultName(fault);
    return fault;
  }

  /** Faults that strike before anything was done. `true`: the call is over. */
  function strikesFirst(fault: CallFault | undefined, entry: CallEntry, response: ServerResponse): boolean {
    if (fault?.kind === 'throttle') throttledUntil.set(entry.operation, clock.now() + fault.forMs);
    if ((fault?.kind === 'silence' || fault?.kind === 'status') && !fault.worked) {
      deliver(response, bareStatus(500, false), fault, clock);
      return true;
    }
    if (fault?.kind !== 'reset' || fault.when === 'after-work') return false;
    breakOff(response);
    return true;
  }

  async function settled(promises: readonly Promise<void>[]): Promise<void> {
    if (promises.length === 0) return;
    await Promise.race([
      Promise.allSettled(promises),
      new Promise<void>((resolve) => clock.after(earlyCallbackMs, resolve)),
    ]);
  }

  return async (request, response, url) => {
    const found = request.method === 'POST' ? parts.operations.get(url.pathname) : undefined;
    const operation = found?.name ?? 'unknown';
    const entry = ledger.addCall({ at: clock.now(), operation, admitted: false, accepted: 0 });
    const headers = headersOf(request);
    const requestId = randomUUID().toUpperCase();
    const refusal = (reason: Refusal): WireAnswer => {
      entry.code = reason.code;
      return refusalAnswer(reason, headers.accept, requestId, headers.host ?? '');
    };

    const fault = nextFault(operation, entry);
    if (fault?.kind === 'refuse') {
      parts.refuse(fault.forMs);
      breakOff(response);
      return;
    }
    if (fault?.kind === 'reset' && fault.when === 'before-body') {
      breakOff(response);
      return;
    }
    const body = await readBody(request, limits.maxBodyBytes);
    if (strikesFirst(fault, entry, response)) return;
    const reply = (answer: WireAnswer) => {
      if (!deliver(response, answer, fault, clock)) delete entry.code;
    };
    if (found === undefined) return reply(refusal({ code: 'InvalidApi.NotFound' }));
    if (body === undefined) return reply(refusal({ code: 'RequestBodyTooLarge' }));

    const now = clock.now();
    const signed = { method: 'POST', path: url.pathname, query: queryPairs(url), headers, body };
    const { window, ...unlimited } = parts;
    const admission = admit(signed, operation, found.limited ? { ...unlimited, window } : unlimited, now);
    if (admission.account !== undefined) entry.account = admission.account.uid;
    if (admission.nonce !== undefined) entry.nonce = admission.nonce;
    if (admission.kind === 'refused') return reply(refusal(admission.refusal));
    if ((throttledUntil.get(operation) ?? 0) > now) return reply(refusal({ code: 'Throttling.User' }));
    entry.admitted = true;

    const origin = `http://${headers.host ?? 'localhost'}`;
    const { account, nonce } = admission;
    const outcome = found.run({ account, nonce, body, requestId, origin });
    entry.accepted = outcome.accepted;
    entry.code = String(outcome.body.code);
    await settled(outcome.before ?? []);
    const answered = fault?.kind === 'wrong-data-id' ? withWrongIds(outcome) : outcome.body;
    reply({ status: 200, contentType: 'application/json;charset=utf-8', body: JSON.stringify(answered) });
  };
}
