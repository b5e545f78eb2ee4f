/**
 * Every problem this service can answer with (RFC 9457), by its code. `status` is the HTTP status of the response; for
 * a failed scan the problem stands inside the scan and the response is 200. `retry` says who may try again: `same` the
 * identical request, later · `photo` the person, with another photo · `ask` the person decides, because an image may
 * have been billed · `no` nobody.
 */
export const problems = {
  'card-missing': { status: 400, retry: 'no', title: 'The card type is missing' },
  'card-unknown': { status: 400, retry: 'no', title: 'The card type is unknown' },
  'request-invalid': { status: 400, retry: 'no', title: 'The request is not valid' },
  'body-empty': { status: 400, retry: 'photo', title: 'The body is empty' },
  'upload-incomplete': { status: 400, retry: 'same', title: 'The upload ended before its announced length' },
  'idempotency-key-invalid': { status: 400, retry: 'no', title: 'The Idempotency-Key is not valid' },
  'session-missing': { status: 401, retry: 'no', title: 'The session token is missing' },
  'session-invalid': { status: 401, retry: 'no', title: 'The session token is not valid' },
  'session-expired': { status: 401, retry: 'same', title: 'The session has expired' },
  'origin-refused': { status: 403, retry: 'no', title: 'This origin may not use the service' },
  'card-refused': { status: 403, retry: 'no', title: 'This session may not scan this card type' },
  'not-found': { status: 404, retry: 'no', title: 'There is nothing at this address' },
  'scan-not-found': { status: 404, retry: 'no', title: 'There is no such scan' },
  'handoff-refused': { status: 403, retry: 'no', title: 'Another number was picked than the computer shows' },
  'handoff-not-found': { status: 404, retry: 'no', title: 'There is no such hand-off' },
  'recast-refused': { status: 409, retry: 'no', title: 'The scan does not hold that card' },
  'method-not-allowed': { status: 405, retry: 'no', title: 'The method is not allowed here' },
  'upload-too-slow': { status: 408, retry: 'same', title: 'The upload took too long' },
  'handoff-used': { status: 409, retry: 'no', title: 'Another phone has this hand-off' },
  'handoff-unready': { status: 409, retry: 'no', title: 'The hand-off has not come so far, or is past it' },
  'handoff-expired': { status: 410, retry: 'no', title: 'The hand-off has expired' },
  'handoff-revoked': { status: 410, retry: 'no', title: 'The hand-off was ended by the computer' },
  'image-too-large': { status: 413, retry: 'photo', title: 'The image has too many bytes' },
  'image-format': { status: 415, retry: 'photo', title: 'The image format is not supported' },
  'expectation-failed': { status: 417, retry: 'no', title: 'The expectation cannot be met' },
  'image-unreadable': { status: 422, retry: 'photo', title: 'The image header cannot be read' },
  'image-side': { status: 422, retry: 'photo', title: 'A side of the image is too long' },
  'image-pixels': { status: 422, retry: 'photo', title: 'The image has too many pixels' },
  'gif-pixels': { status: 422, retry: 'photo', title: 'The GIF has too many pixels' },
  'idempotency-conflict': { status: 422, retry: 'no', title: 'The Idempotency-Key was used with another request' },
  'quota-exceeded': { status: 429, retry: 'no', title: 'The quota of this session is used up' },
  'rate-limited': { status: 429, retry: 'same', title: 'Too many requests' },
  'headers-too-large': { status: 431, retry: 'no', title: 'The headers are too large' },
  internal: { status: 500, retry: 'same', title: 'Something went wrong here' },
  'store-unavailable': { status: 503, retry: 'same', title: 'The store is away' },
  overloaded: { status: 503, retry: 'same', title: 'Too many scans are waiting' },
  'daily-limit': { status: 503, retry: 'no', title: 'No more images are read today' },
  stopping: { status: 503, retry: 'same', title: 'The service is stopping' },

  'green-refused': { status: 502, retry: 'photo', title: 'Recognition refused the image' },
  'green-download': { status: 502, retry: 'photo', title: 'Recognition could not fetch the image' },
  'green-busy': { status: 502, retry: 'photo', title: 'Recognition is overloaded' },
  'green-failed': { status: 502, retry: 'photo', title: 'Recognition failed' },
  'green-expired': { status: 502, retry: 'ask', title: 'The result was not fetched in time' },
  'green-away': { status: 504, retry: 'photo', title: 'Recognition could not be reached' },
  'green-permission': { status: 502, retry: 'no', title: 'The service is not permitted to use recognition' },
  unconfirmed: { status: 504, retry: 'ask', title: 'It is not known whether recognition received the image' },
} as const satisfies Record<string, ProblemSpec>;

type ProblemSpec = {
  readonly status: number;
  readonly retry: 'same' | 'photo' | 'ask' | 'no';
  readonly title: string;
};

/** The closed set of problem codes. */
export type ProblemCode = keyof typeof problems;

/**
 * An RFC 9457 problem. `type` is `urn:scanfill:problem:<code>`; `detail` says what was wrong, the limit, and what to
 * do.
 */
export type Problem = {
  readonly type: string;
  readonly code: ProblemCode;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** With `card-missing` and `card-unknown`: the card types there are. */
  readonly cards?: readonly string[];
  /** Quotable to the operator, stands in the log. */
  readonly requestId?: string;
};

/** The problem of a code, as it goes over the wire. */
export function problemOf(code: ProblemCode, detail?: string): Problem {
  const { status, title } = problems[code];
  return { type: `urn:scanfill:problem:${code}`, code, title, status, ...(detail === undefined ? {} : { detail }) };
}
