import { type GatewayVerdict, gatewayVerdict, isUndecided, taskFailure } from './outcome-table.ts';
import type { GreenTask, QueryOutcome, SubmitOutcome } from './port.ts';
import type { Exchange } from './transport.ts';
import { parseEnvelope, parseResults, parseSubmission } from './wire.ts';

type Verdict =
  | Exclude<SubmitOutcome, { kind: 'accepted' }>
  | { readonly kind: 'served'; readonly data: readonly unknown[] };

/**
 * Sorts what became of any request, without looking into its entries. Everything that is not provably harmless is
 * `unknown`: a broken or unreadable answer, and a failing server (5xx), which may have done its work first.
 */
export function judge(exchange: Exchange): Verdict {
  if (exchange.kind === 'not-sent') return { kind: 'not-sent', cause: exchange.cause };
  if (exchange.kind === 'lost') return { kind: 'unknown', cause: exchange.cause };
  const envelope = parseEnvelope(exchange.text);
  if (envelope.kind === 'gateway') {
    return judged(gatewayVerdict(envelope.code), envelope.code, exchange.retryAfter);
  }
  const { status } = exchange;
  if (status === 429) return judged({ kind: 'throttled' }, 'http-429', exchange.retryAfter);
  if (envelope.kind === 'service' && envelope.code === 588) {
    return judged({ kind: 'throttled' }, '588', exchange.retryAfter);
  }
  if (status >= 500 || status === 408) return { kind: 'unknown', cause: `http-${status}` };
  if (envelope.kind === 'service' && isUndecided(envelope.code))
    return { kind: 'unknown', cause: String(envelope.code) };
  if (envelope.kind === 'service' && envelope.code !== 200) return { kind: 'refused', ...taskFailure(envelope.code) };
  // Whoever answers 3xx or 4xx without a code of Green's stands in front of it and did not pass the request on.
  if (status >= 300) return { kind: 'refused', code: 'green-failed', greenCode: `http-${status}`, attempts: 2 };
  if (envelope.kind === 'unreadable') return { kind: 'unknown', cause: 'unreadable' };
  return { kind: 'served', data: envelope.data ?? [] };
}

/** What became of a submission. */
export function submitOutcome(tasks: readonly GreenTask[], exchange: Exchange): SubmitOutcome {
  const verdict = judge(exchange);
  if (verdict.kind !== 'served') return verdict;
  const answers = parseSubmission(tasks, verdict.data);
  const overQuota = [...answers.values()].every((answer) => answer.kind === 'failed' && answer.greenCode === '588');
  if (overQuota) return { kind: 'throttled', cause: '588' };
  const named = [...answers.values()].some((answer) => answer.kind !== 'unknown');
  return named ? { kind: 'accepted', tasks: answers } : { kind: 'unknown', cause: 'no-task-named' };
}

/** What became of a query. */
export function queryOutcome(taskIds: readonly string[], exchange: Exchange): QueryOutcome {
  const verdict = judge(exchange);
  if (verdict.kind === 'nonce-used') return { kind: 'unknown', cause: 'SignatureNonceUsed' };
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
    case 'throttled': {
      const seconds = retryAfter !== undefined && /^\d{1,4}$/.test(retryAfter) ? Number(retryAfter) : undefined;
      return {
        kind: 'throttled',
        cause: greenCode,
        ...(seconds === undefined ? {} : { retryAfterMs: seconds * 1000 }),
      };
    }
  }
}
