import type { GreenFailure } from './port.ts';

/**
 * Green's own codes, as they stand in the body for the whole request and for each task ("Common response codes", "Error
 * codes of card OCR"). The number counts the submissions of one scan that the failure allows in all.
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

/** What a code of the gateway says about the whole request. */
export type GatewayVerdict =
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

/** Codes that a server may answer for a question as well as for the task it is about. */
const serverCodes = new Set([500, 503, 580, 581, 585, 588, 591]);

/** Whether a code in a result tells for sure how the task ended. */
export const isSure = (code: number): boolean => !serverCodes.has(code);

/** Codes of a whole submission that do not rule out that its tasks were created first. */
const undecidedCodes = new Set([500, 503, 581]);

/** Whether the service's code for a whole submission leaves open what became of its tasks. */
export const isUndecided = (code: number): boolean => undecidedCodes.has(code);

/** What a code of the service means for one scan. */
export function taskFailure(code: number): GreenFailure {
  const [problem, attempts] = serviceFailures[code] ?? ['green-failed', 1];
  return { code: problem, greenCode: String(code), attempts };
}

/** What a code of the gateway means. */
export function gatewayVerdict(code: string): GatewayVerdict {
  return gatewayVerdicts.find(([pattern]) => pattern.test(code))?.[1] ?? { kind: 'unknown' };
}
