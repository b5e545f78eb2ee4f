/** What the stand-in allows; the defaults are Green's documented figures. */
export type GreenLimits = {
  /** Calls of one operation an account may make in any sliding second. */
  readonly callsPerSecond: number;
  /**
   * Tasks in one asyncscan; Green never takes more than 100, and 100 only once the account's concurrency was raised.
   */
  readonly maxTasks: number;
  /** Images an account may submit in any sliding second before tasks answer 588. */
  readonly imagesPerSecond: number;
  /** Longest download of one image. */
  readonly downloadMs: number;
  /** Downloads running at once. */
  readonly concurrentDownloads: number;
  /** Images in recognition at once. */
  readonly concurrentReads: number;
  /** Results are kept this long after a task ended, then its id answers 594. */
  readonly retentionMs: number;
  /** A used nonce is refused for this long. */
  readonly nonceMs: number;
  /** Longest accepted distance between a request's Date and our clock. */
  readonly dateToleranceMs: number;
  /** Largest body of an API request. */
  readonly maxBodyBytes: number;
  /** How often a callback is repeated until it is answered 200, and how long one attempt may take. */
  readonly callbackAttempts: number;
  readonly callbackMs: number;
  /** Longest pause between two attempts; they begin at a second and double. Undocumented at Green. */
  readonly callbackPauseMs: number;
  /** Lifetime of upload credentials and of the objects put with them. */
  readonly credentialsMs: number;
  readonly uploadKeptMs: number;
};

const second = 1_000;
const minute = 60 * second;

/** Tasks in one asyncscan and ids in one results call, whatever the account. */
export const hardMaxTasks = 100;

/** Green's documented figures, for an account whose concurrency was raised to 100. */
export const greenLimits: GreenLimits = {
  callsPerSecond: 10,
  maxTasks: hardMaxTasks,
  imagesPerSecond: 1_000,
  downloadMs: 3 * second,
  concurrentDownloads: 64,
  concurrentReads: Number.POSITIVE_INFINITY,
  retentionMs: 60 * minute,
  nonceMs: 15 * minute,
  dateToleranceMs: 15 * minute,
  maxBodyBytes: 4 * 1024 * 1024,
  callbackAttempts: 16,
  callbackMs: 5 * second,
  callbackPauseMs: minute,
  credentialsMs: 60 * minute,
  uploadKeptMs: 60 * minute,
};
