import type { GreenFailure, GreenTask, QueryOutcome, SubmitOutcome } from './port.ts';
import type { Exchange } from './transport.ts';
import { parseEnvelope, parseResults, parseSubmission } from './wire.ts';

/**
 * Green's own codes, as they stand in the body for the whole request and for each task ("Common response codes", "Error codes of card
 * OCR"). The number counts the submissions of one scan that the failure allows in all.
 */
const serviceFailures: Readonly<Record<number, readonly [GreenFailure['code'], attempts: number]>> = {
  400: ['green-refused', 1], // bad parameter
  401: ['green-refused', 1], // unsafe address
  403: ['green-refused', 1], // address refused
  404: ['green-refused', 1], // address empty
  408: ['green-permission', 1], // RAM user without the right
  411: ['green-permission', 1], // RAM user without the right
  480: ['green-download', 2], // download failed or limits exceeded
  500: ['green-failed', 5], // server
  503: ['green-failed', 5], // server
  580: ['green-failed', 5], // database
  581: ['green-failed', 5], // time-out inside
  585: ['green-failed', 5], // cache
  586: ['green-failed', 2], // algorithm, or a region without card OCR
  587: ['green-failed', 2], // middleware
  588: ['green-busy', 10], // over the quota of images a second
  589: ['green-refused', 1], // too large
  590: ['green-refused', 1], // format
  591: ['green-failed', 5], // connection pool full
  592: ['green-download', 3], // download took over 3 s
  594: ['green-expired', 1], // task ID expired
  595: ['green-refused', 1], // frame could not be taken
  596: ['green-permission', 1], // not opened, in arrears, banned
};

type GatewayVerdict =
  | { readonly kind: 'throttled' | 'nonce-used' | 'unknown' }
  | { readonly kind: 'refused'; readonly code: GreenFailure['code']; readonly attempts: number };

const refused = (code: GreenFailure['code'], attempts: number): GatewayVerdict => ({ kind: 'refused', code, attempts });

/** The gateway's codes, by the first pattern that fits; keyed on `Code`, since pages differ about the status. */
const gatewayVerdicts: readonly (readonly [RegExp, GatewayVerdict])[] = [
  [/^SignatureNonceUsed$/, { kind: 'nonce-used' }],
  [/^Throttling(\.|$)/, { kind: 'throttled' }],
  // The gateway says these also after it has passed the request on.
  [/^(InternalError|ServiceUnavailable|ServiceTimeout|RequestTimeout)/, { kind: 'unknown' }],
  // A corrected clock or a renewed temporary key mends these: the next signature is made afresh.
  [/^(InvalidTimeStamp\.Expired|InvalidSecurityToken\.Expired)/, refused('green-permission', 3)],
  [
    /^(InvalidTimeStamp|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken)/,
    refused('green-permission', 1),
  ],
  [/^(InvalidAccessKeyId|Forbidden|NoPermission|Unauthorized)/, refused('green-permission', 1)],
  [/^(InvalidAction|InvalidApi|InvalidVersion)\./, refused('green-permission', 1)],
  [/./, refused('green-failed', 1)],
];

/** What a code of the service means for one scan. */
export function taskFailure(code: number): GreenFailure {
  const [problem, attempts] = serviceFailures[code] ?? ['green-failed', 1];
  return { code: problem, greenCode: String(code), attempts };
}

type Verdict =
  | Exclude<SubmitOutcome, { kind: 'accepted' }>
  | { readonly kind: 'served'; readonly data: readonly unknown[] };

/**
 * Sorts what became of any request, without looking into its entries. Everything that is not provably harmless is `unknown`: a broken or
 * unreadable answer, and a failing server (5xx), which may have done its work first.
 */
export function judge(exchange: Exchange): Verdict {
  if (exchange.kind === 'not-sent') return { kind: 'not-sent', cause: exchange.cause };
  if (exchange.kind === 'lost') return { kind: 'unknown', cause: exchange.cause };
  const envelope = parseEnvelope(exchange.text);
  if (envelope.kind === 'gateway') {
    const verdict = gatewayVerdicts.find(([pattern]) => pattern.test(envelope.code))?.[1] ?? { kind: 'unknown' };
    return judged(verdict, envelope.code, exchange.retryAfter);
  }
  const { status } = exchange;
  if (status === 429) return judged({ kind: 'throttled' }, 'http-429', exchange.retryAfter);
  if (envelope.kind === 'service' && envelope.code === 588) {
    return judged({ kind: 'throttled' }, '588', exchange.retryAfter);
  }
  if (status >= 500 || status === 408) return { kind: 'unknown', cause: `http-${status}` };
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
