import type { Problem, ProblemCode, problems } from '@scanfill/proxy/contract';

/**
 * What can go wrong on this side of the wire: `network` no usable answer after all attempts · `offline` the device
 * stayed offline · `aborted` the caller's signal · `timeout` preparing or recognition took too long · `protocol` the
 * answer is not this service's · `prepare-failed` the picture could not be decoded · `byte-target` it could not be made
 * small enough · `part-missing` a module of this package could not be loaded; some browsers remember that until the
 * page is reloaded · `browser-too-old` it lacks what a scan needs (param `missing`), asked before anything is sent.
 */
export type LocalCode =
  | 'network'
  | 'offline'
  | 'aborted'
  | 'timeout'
  | 'protocol'
  | 'prepare-failed'
  | 'byte-target'
  | 'part-missing'
  | 'browser-too-old';

/** Every code a `ScanError` can carry: the service's problems and this side's own. */
export type ScanErrorCode = ProblemCode | LocalCode;

/**
 * Who may try again: `same` the identical request · `photo` the person, with another photo · `ask` the person decides ·
 * `no` nobody.
 */
export type Retry = (typeof problems)[ProblemCode]['retry'];

/**
 * The contract's table in three patterns: its titles would be most of what a page loads. A test holds them together.
 */
const photo = /^(?:image-|gif-|body-|green-(?:refused|download|busy|away|failed)|prepare|byte)/;
const ask = /^(?:green-(?:expired|timeout)|unconfirmed)/;
const same =
  /^(?:upload-|session-expired|rate-|internal|store-|overloaded|stopping|network|offline|aborted|timeout|protocol|part)/;

/** Who may try again after a code. */
export function retryOf(code: ScanErrorCode): Retry {
  return photo.test(code) ? 'photo' : ask.test(code) ? 'ask' : same.test(code) ? 'same' : 'no';
}

/**
 * A scan that did not come to its end. `code` and `params` are for a message in the person's language, `message` is for
 * developers.
 */
export class ScanError extends Error {
  override readonly name = 'ScanError';
  readonly code: ScanErrorCode;
  readonly retry: Retry;
  /** Figures for the message: `limit` and `actual` in the code's own unit, `seconds` to wait. */
  readonly params: Readonly<Record<string, string | number>>;
  /** The service's own problem, where there is one. */
  readonly problem?: Problem;
  /** A gateway, or whoever else stands in between, has answered instead of the service; `message` says what. */
  readonly foreign: boolean;

  constructor(
    code: ScanErrorCode,
    options: {
      readonly detail?: string;
      readonly params?: Readonly<Record<string, string | number>>;
      readonly problem?: Problem;
      readonly foreign?: boolean;
      readonly cause?: unknown;
    } = {},
  ) {
    super(options.detail ?? options.problem?.detail ?? code, { cause: options.cause });
    this.code = code;
    this.retry = retryOf(code);
    this.params = options.params ?? {};
    this.foreign = options.foreign ?? false;
    if (options.problem) this.problem = options.problem;
  }
}
