import type { CardName } from '../contract/cards.ts';
import type { ProblemCode } from '../contract/problems.ts';

/**
 * One image to recognise. `dataId` is the scan's id; `url` is ASCII, public http(s) or `oss://`, at most 2,048
 * characters.
 */
export type GreenTask = { readonly dataId: string; readonly url: string };

/** Where Green posts results to; `seed` goes into the checksum. */
export type GreenCallback = { readonly url: string; readonly seed: string; readonly cryptType: 'SHA256' | 'SM3' };

/**
 * A signed submission: everything an identical replay needs, plain JSON, no secret in it but the signature. Sending it
 * twice sends the same bytes, so a server that refuses used nonces cannot bill it twice.
 */
export type PreparedRequest = {
  readonly path: string;
  readonly body: string;
  /** Every header that is sent, Authorization included. */
  readonly headers: Readonly<Record<string, string>>;
  readonly nonce: string;
  /** RFC 1123; Green takes it for 15 minutes. */
  readonly date: string;
};

/** A failure that Green itself named. */
export type GreenFailure = {
  readonly code: ProblemCode;
  /** Green's own code, such as `586` or `SignatureDoesNotMatch`: for the log and the metrics. */
  readonly greenCode: string;
  /**
   * How many submissions of one scan this failure allows in all: 1 unless Green's own word says that it did no work.
   */
  readonly attempts: number;
  /** One more is allowed where the image host proves that nobody ever fetched the image. */
  readonly ifUnfetched?: true;
};

/** What Green said about one task of a submission; `unknown`: the answer did not name it, or not unmistakably. */
export type TaskAnswer =
  | { readonly kind: 'accepted'; readonly taskId: string }
  | ({ readonly kind: 'failed' } & GreenFailure)
  | { readonly kind: 'unknown' };

/**
 * What became of a submission. `not-sent` only where that is proved (refused connection, failed name, failed
 * handshake): no byte of the request left. `throttled` and `refused`: Green answered that it did no work. `nonce-used`:
 * the same request had arrived before. `unknown`: everything else.
 */
export type SubmitOutcome = Answered &
  (
    | { readonly kind: 'not-sent'; readonly cause: string }
    | { readonly kind: 'throttled'; readonly retryAfterMs?: number; readonly cause: string }
    | ({ readonly kind: 'refused' } & GreenFailure)
    /** Holds an answer for every dataId of the request. */
    | { readonly kind: 'accepted'; readonly tasks: ReadonlyMap<string, TaskAnswer> }
    | { readonly kind: 'nonce-used' }
    | { readonly kind: 'unknown'; readonly cause: string }
  );

/** Green's ID of the request, where an answer of its own named one: what its support asks for. */
export type Answered = { readonly requestId?: string };

/**
 * What Green says about one task it was asked for; `raw` is the `…Info` object as received, `{}` where nothing was
 * recognised. `unsure`: not what Green documents as the end of a task, so perhaps of the question alone: asking again
 * is free, where submitting again might be billed twice. `repeated`: an end that is believed only when it is said again
 * and again.
 */
export type TaskResult =
  | { readonly kind: 'pending' }
  | { readonly kind: 'done'; readonly recognised: boolean; readonly raw: Readonly<Record<string, unknown>> }
  | ({ readonly kind: 'failed'; readonly unsure?: true; readonly repeated?: true } & GreenFailure)
  | { readonly kind: 'unknown' };

/** A result with the dataId it names, if it names one. */
export type NamedResult = TaskResult & { readonly dataId?: string };

/** What became of a query. Queries are free and may always be repeated. */
export type QueryOutcome =
  /** Holds a result for every taskId that was asked for. */
  | { readonly kind: 'answered'; readonly tasks: ReadonlyMap<string, NamedResult> }
  | { readonly kind: 'not-sent'; readonly cause: string }
  /** No credentials could be had, so that nothing was sent; `cause` is their source's own code. */
  | { readonly kind: 'unsigned'; readonly cause: string }
  | ({ readonly kind: 'throttled'; readonly retryAfterMs?: number; readonly cause: string } & Answered)
  | ({ readonly kind: 'refused' } & GreenFailure & Answered)
  | ({ readonly kind: 'unknown'; readonly cause: string } & Answered);

/** Credentials could not be had: thrown by `prepare`. `code` is their source's own. */
export class UnsignedError extends Error {
  override readonly name = 'UnsignedError';
  readonly code: string;
  constructor(code: string, cause: unknown) {
    super(`no credentials: ${code}`, { cause });
    this.code = code;
  }
}

/** How a probe for used nonces goes about it. */
export type NonceProbe = {
  /** How many refusals there shall be. */
  readonly wanted: number;
  /** Awaited before each query. */
  readonly slot: () => Promise<void>;
  /** Told what became of the first query. */
  readonly heard?: (outcome: QueryOutcome) => void;
  /** Told of each refusal when it came: it counts, whatever becomes of the rest. */
  readonly refused?: () => void;
};

/**
 * Green's client (implemented in `client.ts`). No method but `prepare` rejects of itself: every failure is an outcome.
 * `submit` sends exactly once, over a fresh connection, with no retry of its own; an aborted `signal` after the first
 * byte gives `unknown`.
 */
export type Green = {
  /**
   * Signs a submission of one card type; pure but for the nonce, the date and the credentials in force. `callback` is
   * asked where the results of this one shall be posted to, by its nonce. Rejects with an `UnsignedError` where there
   * are no credentials.
   */
  prepare(
    card: CardName,
    tasks: readonly GreenTask[],
    callback?: (nonce: string) => GreenCallback,
  ): Promise<PreparedRequest>;
  submit(request: PreparedRequest, signal?: AbortSignal): Promise<SubmitOutcome>;
  /** Asks for 1 to 100 tasks. */
  results(taskIds: readonly string[], signal?: AbortSignal): Promise<QueryOutcome>;
  /**
   * Free queries under one nonce, each over a connection of its own as submissions are: does this endpoint refuse all
   * but the first? `refused` once `probe.wanted` were refused, `accepted` as soon as one more is served, `unknown` at
   * the first answer that says nothing. Rejects only where `probe.slot` does.
   */
  probeNonce(probe: NonceProbe, signal?: AbortSignal): Promise<'refused' | 'accepted' | 'unknown'>;
  /**
   * Green's time: its last answer's `Date`, and how long ago that was by a clock that nobody sets. Undefined before the
   * first answer.
   */
  now(): number | undefined;
  /** Closes its connections. */
  close(): Promise<void>;
};

/**
 * One element of a callback's content. `wire.ts` exports `parseCallback(content: string): readonly CallbackItem[]`,
 * which takes both `{…}` and `[{…}]` and leaves out what it cannot read; `checksum.ts` exports `verifyChecksum({ uid,
 * seeds, content, checksum })`, which tries SHA256 and SM3 with each seed and compares in constant time.
 */
export type CallbackItem = {
  readonly dataId: string | undefined;
  readonly taskId: string | undefined;
  readonly result: TaskResult;
};
