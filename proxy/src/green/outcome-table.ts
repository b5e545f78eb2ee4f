import type { GreenFailure } from './port.ts';

/**
 * What one of the service's codes means wherever it stands ("Common response codes", "Error codes of card OCR").
 * - `submission`: for a whole submission, or for an entry of its answer that names no task. `refused`: documented as
 *   said before any work; `busy`: over the quota, no work; `open`: a server's failure, after which the task may exist
 *   all the same.
 * - `result`: for a task that was asked for. `final`: documented as this task's end; `again`: may be of the question,
 *   the account or a server of theirs, so it says nothing about a billed task, and asking again is free; `repeated`:
 *   believed when said again and again.
 * - `mayBeBilled`: nobody outside can tell, so that no new submission follows by itself. `ifUnfetched`: but one may,
 *   where the image host proves that nobody ever fetched the image.
 */
type CodeMeaning = {
  readonly problem: GreenFailure['code'];
  readonly submission: 'refused' | 'busy' | 'open';
  readonly result: 'final' | 'again' | 'repeated';
  readonly ifUnfetched?: true;
};

const refusal = { problem: 'green-refused', submission: 'refused', result: 'final' } as const;
/** The account's trouble: said of a question, it is not the task's. */
const permission = { problem: 'green-permission', submission: 'refused', result: 'again' } as const;
const server = { problem: 'green-failed', submission: 'open', result: 'again' } as const;
const algorithm = { problem: 'green-failed', submission: 'open', result: 'final' } as const;
const download = { problem: 'green-download', submission: 'open', result: 'final', ifUnfetched: true } as const;

const meanings: Readonly<Record<number, CodeMeaning>> = {
  400: refusal, // bad parameter
  401: refusal, // unsafe address
  403: refusal, // address refused
  404: refusal, // address empty
  408: permission, // RAM user without the right
  411: permission, // RAM user without the right
  480: download, // download failed or limits exceeded
  500: server,
  503: server,
  580: server, // database
  581: server, // time-out inside
  585: server, // cache
  586: algorithm, // or a region without card OCR
  587: algorithm, // middleware
  588: { problem: 'green-busy', submission: 'busy', result: 'again' }, // over the quota of images a second
  589: refusal, // too large
  590: refusal, // format
  591: server, // connection pool full
  592: download, // took over 3 s
  594: { problem: 'green-expired', submission: 'open', result: 'repeated' }, // task ID expired
  595: refusal, // frame could not be taken
  596: permission, // not opened, in arrears, banned
};

/** One that is documented nowhere decides nothing. */
const unknownMeaning: CodeMeaning = server;

/** What a code of the service means. */
export const meaningOf = (code: number): CodeMeaning => meanings[code] ?? unknownMeaning;

/** Submissions of one scan that Green's own word "no work was done" allows in all. */
const attemptsWhenBusy = 10;

/** A code of the service as a failure of one scan. */
export function taskFailure(code: number): GreenFailure {
  const { problem, submission, ifUnfetched } = meaningOf(code);
  return {
    code: problem,
    greenCode: String(code),
    attempts: submission === 'busy' ? attemptsWhenBusy : 1,
    ...(ifUnfetched ? { ifUnfetched } : {}),
  };
}

/** What a code of the gateway says about the whole request. */
export type GatewayVerdict =
  | { readonly kind: 'throttled' | 'nonce-used' | 'unknown' }
  | { readonly kind: 'refused'; readonly code: GreenFailure['code']; readonly attempts: number };

const refused = (code: GreenFailure['code'], attempts: number): GatewayVerdict => ({ kind: 'refused', code, attempts });

/**
 * The gateway's codes, by the first pattern that fits; keyed on `Code`, since pages differ about the status. `common`:
 * words that others in between use too, so that they count only beside a request ID.
 */
const gatewayVerdicts: readonly { readonly is: RegExp; readonly verdict: GatewayVerdict; readonly common?: true }[] = [
  { is: /^SignatureNonceUsed$/, verdict: { kind: 'nonce-used' } },
  { is: /^Throttling(\.|$)/, verdict: { kind: 'throttled' } },
  // A corrected clock or a renewed temporary key mends these: the next signature is made afresh.
  { is: /^(InvalidTimeStamp\.Expired|InvalidSecurityToken\.Expired)$/, verdict: refused('green-permission', 3) },
  {
    is: /^(InvalidTimeStamp|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|InvalidAccessKeyId)(\.|$)/,
    verdict: refused('green-permission', 1),
  },
  { is: /^(InvalidAction|InvalidApi|InvalidVersion)\./, verdict: refused('green-permission', 1) },
  { is: /^(Forbidden|NoPermission|Unauthorized)(\.|$)/, verdict: refused('green-permission', 1), common: true },
  { is: /^(Missing|Invalid|Unsupported)[A-Z]\w*(\.\w+)*$/, verdict: refused('green-failed', 1), common: true },
  { is: /^(ContentMD5NotMatched|RequestBodyTooLarge)$/, verdict: refused('green-failed', 1), common: true },
];

/**
 * What a code of the gateway means; `identified`: a request ID stands beside it. InternalError and its kin come also
 * after the request was passed on.
 */
export function gatewayVerdict(code: string, identified: boolean): GatewayVerdict {
  const row = gatewayVerdicts.find(({ is }) => is.test(code));
  return row === undefined || (row.common && !identified) ? { kind: 'unknown' } : row.verdict;
}
