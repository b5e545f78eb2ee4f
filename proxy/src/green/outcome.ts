import { type GatewayVerdict, gatewayVerdict, meaningOf, taskFailure } from './outcome-table.ts';
import type { Answered, GreenTask, QueryOutcome, SubmitOutcome } from './port.ts';
import type { Exchange } from './transport.ts';
import { parseEnvelope, parseResults, parseSubmission } from './wire.ts';

/** What any answer says, before its entries are looked into. */
export type Verdict = Answered &
  (Exclude<SubmitOutcome, { kind: 'accepted' }> | { readonly kind: 'served'; readonly data: readonly unknown[] });

/**
 * Sorts what became of any request, without looking into its entries. Only what is Green's own, by its envelope and its
 * documented code, can say that no work was done: the gateway's errors, or the service's code with status 200 and a
 * request ID. Everything else, whatever its status, may have been said by somebody in between after the request went
 * through, and is `unknown`.
 */
export function judge(exchange: Exchange): Verdict {
  if (exchange.kind === 'not-sent') return { kind: 'not-sent', cause: exchange.cause };
  if (exchange.kind === 'lost') return { kind: 'unknown', cause: exchange.cause };
  const { status } = exchange;
  const envelope = parseEnvelope(exchange.text);
  const id =
    envelope.kind === 'unreadable' || envelope.requestId === undefined ? {} : { requestId: envelope.requestId };
  if (envelope.kind === 'gateway') {
    const verdict: GatewayVerdict =
      status < 400 ? { kind: 'unknown' } : gatewayVerdict(envelope.code, envelope.requestId !== undefined);
    return { ...judged(verdict, envelope.code, exchange.retryAfter), ...id };
  }
  if (status !== 200) return { kind: 'unknown', cause: `http-${status}` };
  if (envelope.kind === 'unreadable') return { kind: 'unknown', cause: 'unreadable' };
  if (envelope.code === 200) return { kind: 'served', data: envelope.data ?? [], ...id };
  const greenCode = String(envelope.code);
  const { submission } = meaningOf(envelope.code);
  if (submission === 'open' || envelope.requestId === undefined) return { kind: 'unknown', cause: greenCode, ...id };
  if (submission === 'busy') return { ...judged({ kind: 'throttled' }, greenCode, exchange.retryAfter), ...id };
  return { kind: 'refused', ...taskFailure(envelope.code), ...id };
}

/** What became of a submission. */
export function submitOutcome(tasks: readonly GreenTask[], verdict: Verdict): SubmitOutcome {
  if (verdict.kind !== 'served') return verdict;
  const { data, kind: _, ...answered } = verdict;
  const answers = parseSubmission(tasks, data);
  const overQuota = [...answers.values()].every((answer) => answer.kind === 'failed' && answer.greenCode === '588');
  if (overQuota) return { kind: 'throttled', cause: '588', ...answered };
  const named = [...answers.values()].some((answer) => answer.kind !== 'unknown');
  return named
    ? { kind: 'accepted', tasks: answers, ...answered }
    : { kind: 'unknown', cause: 'no-task-named', ...answered };
}

/** What became of a query. It is free, so that whoever says "too fast" is heeded. */
export function queryOutcome(taskIds: readonly string[], verdict: Verdict, exchange: Exchange): QueryOutcome {
  if (verdict.kind === 'nonce-used') return { kind: 'unknown', cause: 'SignatureNonceUsed' };
  if (verdict.kind === 'unknown' && exchange.kind === 'answer' && exchange.status === 429)
    return throttled('http-429', exchange.retryAfter);
  if (verdict.kind !== 'served') return verdict;
  return { kind: 'answered', tasks: parseResults(taskIds, verdict.data) };
}

function judged(verdict: GatewayVerdict, greenCode: string, retryAfter: string | undefined): Verdict {
  switch (verdict.kind) {
    case 'nonce-used':
      return { kind: 'nonce-used' };
    case 'unknown':
      return { kind: 'unknown', cause: greenCode };
    case 'refused':
      return { ...verdict, greenCode };
    case 'throttled':
      return throttled(greenCode, retryAfter);
  }
}

function throttled(cause: string, retryAfter: string | undefined): Extract<SubmitOutcome, { kind: 'throttled' }> {
  const seconds = retryAfter !== undefined && /^\d{1,4}$/.test(retryAfter) ? Number(retryAfter) : undefined;
  return { kind: 'throttled', cause, ...(seconds === undefined ? {} : { retryAfterMs: seconds * 1000 }) };
}
