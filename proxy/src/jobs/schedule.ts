const looksAfterMs = [1_000, 1_000, 2_000, 3_000, 5_000, 8_000, 13_000, 20_000, 30_000];
const laterLooksMs = 60_000;

/** An end that another node may only not know of yet is believed after so many looks. */
export const looksToBelieve = 3;

/** Submissions of one scan in all, where each time nobody fetched its image. */
export const attemptsIfUnfetched = 3;

/** Times of the engine, in milliseconds. */
export const times = {
  /** A scan that could not be sent for this long is given up, as while Green is away. */
  longestQueuedMs: 60 * 60_000,
  /** A result is asked for this long after submission at most; Green keeps it for one hour. */
  longestLookMs: 60 * 60_000,
  /** A submission whose outcome stays unknown is given up after this. */
  unconfirmedMs: 3 * 60_000,
  /** A claimed scan that its claimer does not touch for this long is free again. */
  claimLeaseMs: 15_000,
  /** A sent submission must be answered within this; longer than the client's own time-out. */
  submitLeaseMs: 45_000,
  /** A submission that left is answered within this, or not at all: the client's time to connect and its time-out. */
  answerWithinMs: 15_000,
  /** A marked submission that could not leave within this is taken back. */
  sendWithinMs: 20_000,
  /** A queried task is asked for again after this when its query came to nothing. */
  lookLeaseMs: 10_000,
  /** Notifications bring a scan's next look forward once in this time at most. */
  hintEveryMs: 5_000,
  /** How long after its submission an image that nobody fetched may be taken as never received. */
  evidenceAfterMs: 60_000,
  /** A signed request is replayed no later than this: Green takes its date, and remembers its nonce, for 15 minutes. */
  replayWithinMs: 10 * 60_000,
  /**
   * And no later than this where another process sent it: only Green's clock, to the second, tells how long ago that
   * was.
   */
  replayAfterRestartMs: 4 * 60_000,
  /** A replay is known to have come to something, or to nothing, within this; longer than the client's own time-out. */
  replayLeaseMs: 45_000,
  /** Between two tries to find out what became of a submission. */
  resolveEveryMs: 10_000,
  /** An image that could not be erased is tried again after this. */
  eraseRetryMs: 30_000,
  /** So long the host is told of an ended scan again and again. */
  tellForMs: 24 * 60 * 60_000,
  /** What was given up then can be sent again for this long. */
  givenUpKeptMs: 7 * 24 * 60 * 60_000,
  /**
   * The address of an image is good for this long from its submission: the last replay may make a task of it, which
   * Green may take up as long as results are asked for; clocks may differ by five minutes.
   */
  addressMs: (10 + 60 + 5) * 60_000,
} as const;

/** How long to wait after the n-th look (0: after submission) before the next. */
export function lookDelayMs(looks: number): number {
  return looksAfterMs[looks] ?? laterLooksMs;
}

/**
 * How long to wait after a look that brought no answer, `sinceMs` after the submission: soon at first, once a minute in
 * the end.
 */
export function unheardDelayMs(sinceMs: number): number {
  return Math.min(laterLooksMs, Math.max(2_000, (sinceMs - 60_000) / 8));
}

/** How long a scan waits before submission number `attempt` + 1, after a failure that allows another. */
export function retryDelayMs(attempt: number): number {
  return Math.min(30_000, 1_000 * 2 ** Math.max(0, attempt - 1));
}

/** How long to wait before the host is told again, `sinceMs` after it was told first: 5 s at first, 2 hours at last. */
export function tellDelayMs(sinceMs: number): number {
  return Math.min(2 * 60 * 60_000, Math.max(5_000, sinceMs / 2));
}
