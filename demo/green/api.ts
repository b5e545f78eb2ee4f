import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from './clock.ts';
import { bareStatus, breakOff, deliver } from './deliver.ts';
import { type CallFault, type FaultPlan, faultName } from './faults/fault.ts';
import { writeJson } from './faults/odd-replies.ts';
import { replacedAnswer, replacedBody } from './faults/replaced.ts';
import type { CallEntry, Ledger } from './ledger.ts';
import type { Nodes } from './nodes.ts';
import type { Operation } from './operations.ts';
import { readBody } from './read-body.ts';
import type { SlidingWindow } from './window.ts';
import { admit, type GatewayParts } from './wire/gateway.ts';
import { type Refusal, refusalAnswer, type WireAnswer } from './wire/gateway-errors.ts';

/** What the API needs. */
export type ApiParts = Omit<GatewayParts, 'window' | 'nonces'> & {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly faults: FaultPlan;
  readonly nodes: Nodes;
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

/** Whether a fault ends the call before anything was done. */
function strikesFirst(fault: CallFault | undefined): boolean {
  if (fault === undefined) return false;
  return 'worked' in fault ? !fault.worked : fault.kind === 'reset' && fault.when !== 'after-work';
}

/** Serves Green's three operations, with whatever faults are planned. */
export function createApi(
  parts: ApiParts,
): (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> {
  const { clock, ledger, faults, limits } = parts;
  const numbers = new Map<string, number>();
  const throttledUntil = new Map<string, number>();
  const startedAt = clock.now();
  const sinceMs = () => clock.now() - startedAt;
  const greenNow = () => clock.now() + (faults.skewMs?.(sinceMs()) ?? 0);

  function nextFault(operation: string, entry: CallEntry): CallFault | undefined {
    const number = (numbers.get(operation) ?? 0) + 1;
    numbers.set(operation, number);
    const fault = faults.call(operation, number, sinceMs());
    if (fault !== undefined) entry.fault = faultName(fault);
    if (fault?.kind === 'throttle') throttledUntil.set(operation, clock.now() + fault.forMs);
    return fault;
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
    const node = parts.nodes.of(request.socket);
    const requestId = randomUUID().toUpperCase();
    const entry = ledger.addCall({
      at: clock.now(),
      operation,
      requestId,
      node: node.number,
      admitted: false,
      accepted: 0,
    });
    const headers = headersOf(request);
    const refused = (reason: Refusal) => refusalAnswer(reason, headers.accept, requestId, headers.host ?? '');
    const refusal = (reason: Refusal): WireAnswer => {
      entry.code = reason.code;
      return refused(reason);
    };

    const fault = nextFault(operation, entry);
    const reply = (answer: WireAnswer) => {
      const replaced = replacedAnswer(fault, requestId, refused);
      if (replaced !== undefined) entry.code = replaced.code ?? 'odd';
      if (!deliver(response, replaced?.answer ?? answer, fault, { clock, greenNow })) delete entry.code;
    };
    if (fault?.kind === 'refuse') {
      parts.refuse(fault.forMs);
      breakOff(response);
      return;
    }
    if (fault?.kind === 'reset' && fault.when === 'before-body') return breakOff(response);
    const body = await readBody(request, limits.maxBodyBytes);
    if (strikesFirst(fault)) return reply(bareStatus(500, false));
    if (fault?.kind === 'late-arrival') await new Promise<void>((resolve) => clock.after(fault.forMs, resolve));
    if (found === undefined) return reply(refusal({ code: 'InvalidApi.NotFound' }));
    if (body === undefined) return reply(refusal({ code: 'RequestBodyTooLarge' }));

    const signed = { method: 'POST', path: url.pathname, query: queryPairs(url), headers, body };
    const { window, ...unlimited } = { ...parts, nonces: node.nonces(faults.nonceMemory?.(sinceMs())) };
    const times = { now: clock.now(), greenNow: greenNow() };
    const admission = admit(signed, operation, found.limited ? { ...unlimited, window } : unlimited, times);
    if (admission.account !== undefined) entry.account = admission.account.uid;
    if (admission.nonce !== undefined) entry.nonce = admission.nonce;
    if (admission.kind === 'refused') return reply(refusal(admission.refusal));
    if ((throttledUntil.get(operation) ?? 0) > times.now) return reply(refusal({ code: 'Throttling.User' }));
    entry.admitted = true;

    const origin = `http://${headers.host ?? 'localhost'}`;
    const { account, nonce } = admission;
    const outcome = found.run({ account, nonce, body, requestId, origin });
    entry.accepted = outcome.accepted;
    entry.code = String(outcome.body.code);
    await settled(outcome.before ?? []);
    const text = writeJson(replacedBody(outcome, fault));
    reply({ status: 200, contentType: 'application/json;charset=utf-8', body: text });
  };
}
