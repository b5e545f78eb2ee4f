import { type CardName, consentHeader, type DoneScan, type FailedScan, type Scan } from '@scanfill/proxy/contract';
import { browserEnvironment, type Environment } from '../base/environment.ts';
import { type Life, within } from '../base/life.ts';
import { ScanError } from '../base/scan-error.ts';
import { type Consent, consentSince } from '../consent.ts';
import { scanOf } from './answer.ts';
import { createRequester, type Waiting } from './requester.ts';
import type { SessionSource } from './session.ts';
import { createXhrTransport, type Transport } from './transport.ts';

/**
 * How far a scan has come. `upload` counts bytes that have left; `recognise` has no measure (0 of 1, then 1 of 1).
 */
export type Progress = {
  readonly phase: 'prepare' | 'upload' | 'recognise';
  readonly loaded: number;
  readonly total: number;
  readonly waiting?: Waiting | undefined;
};

export type FollowOptions = {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
};

export type ScanOptions = FollowOptions & {
  /**
   * The `Idempotency-Key`: one for each photo. The same key and bytes are the same scan, however often they are sent.
   */
  readonly key?: string;
  /** The scan's id, as soon as the service has it: all that must be kept to go on after a reload. */
  readonly onScan?: (id: string) => void;
  /** What the person has consented to; the receipt tells of it. */
  readonly consent?: Consent | undefined;
  /** Makes the file fit to be sent, `prepareImage` for one. Absent: the file is sent as it is. */
  readonly prepare?: (file: Blob, options: { signal?: AbortSignal }) => Promise<{ readonly file: Blob }>;
};

export type ScanClientOptions = {
  /** Where the proxy is mounted, for example `/scanfill`. */
  readonly endpoint: string;
  /** Absent only where the proxy runs without authentication, on a developer's machine. */
  readonly session?: SessionSource | undefined;
  /** Attempts at one request before giving up; 6 unless told. Waiting for the network is not an attempt. */
  readonly attempts?: number;
  /** Longest time for one scan from its first byte to its end, in ms; 10 minutes unless told. */
  readonly timeoutMs?: number;
  readonly transport?: Transport;
  readonly environment?: Environment;
};

/** Talks to a Scanfill proxy. Every method rejects with a `ScanError` and nothing else. */
export type ScanClient = {
  /** Sends an image and waits for the scan to end. A scan that failed is an answer too: look at its `state`. */
  scan<C extends CardName>(card: C, file: Blob, options?: ScanOptions): Promise<DoneScan<C> | FailedScan<C>>;
  /** Waits for a scan sent earlier, before a reload for example. */
  resume<C extends CardName = CardName>(id: string, options?: FollowOptions): Promise<DoneScan<C> | FailedScan<C>>;
  /** Erases a scan, its image and its result now. */
  remove(id: string): Promise<void>;
};

/**
 * Seconds the service may hold the answer to a look, below what gateways commonly cut. An upload's is not held: its id
 * is wanted at once.
 */
const lookWait = 25;

/**
 * A client of the service: one idempotency key for each photo, real upload progress, attempts spaced with jitter,
 * `Retry-After` honoured, offline waited out, sessions renewed when refused, results by long poll.
 */
export function createScanClient(options: ScanClientOptions): ScanClient {
  const {
    attempts = 6,
    timeoutMs = 600_000,
    transport = createXhrTransport(),
    environment = browserEnvironment,
  } = options;
  const scans = `${options.endpoint.replace(/\/+$/, '')}/v1/scans`;
  const request = createRequester({ transport, environment, attempts, session: options.session });

  const follow = async (
    first: Scan | undefined,
    id: string,
    life: Life,
    onProgress: (progress: Progress) => void,
  ): Promise<DoneScan | FailedScan> => {
    const waits = (waiting: Waiting | undefined): void =>
      onProgress({ phase: 'recognise', loaded: 0, total: 1, waiting });
    let scan = first;
    while (scan?.state !== 'done' && scan?.state !== 'failed') {
      waits(undefined);
      const before: string | undefined = scan?.state;
      const askedAt = environment.now();
      const headers = { Prefer: `wait=${lookWait}` };
      scan = scanOf(await request({ method: 'GET', url: `${scans}/${encodeURIComponent(id)}`, headers }, life, waits));
      // A gateway that drops `Prefer` must not turn the long poll into a flood; an answer that brought news was no such
      // thing.
      if (scan.state === before && environment.now() - askedAt < 500) await environment.sleep(1_000, life.signal);
    }
    onProgress({ phase: 'recognise', loaded: 1, total: 1 });
    return scan;
  };

  return {
    async scan<C extends CardName>(card: C, file: Blob, options: ScanOptions = {}) {
      const { signal, key = newKey(), onProgress = () => undefined, onScan, consent, prepare } = options;
      return await within(signal, timeoutMs, environment, async (life) => {
        let body = file;
        if (prepare) {
          onProgress({ phase: 'prepare', loaded: 0, total: 1 });
          body = (await life.race(prepare(file, { signal: life.signal }))).file;
          onProgress({ phase: 'prepare', loaded: 1, total: 1 });
        }
        let sent: Progress = { phase: 'upload', loaded: 0, total: body.size };
        onProgress(sent);
        const response = await request(
          {
            method: 'POST',
            url: `${scans}?card=${encodeURIComponent(card)}`,
            // Read for each attempt: how long ago the consent was given is told as of then.
            get headers() {
              return {
                'Content-Type': body.type || 'application/octet-stream',
                'Idempotency-Key': key,
                ...(consent && { [consentHeader]: consentSince(consent, environment.now()) }),
              };
            },
            body,
            onUpload: (loaded, total) => {
              sent = { phase: 'upload', loaded, total };
              onProgress(sent);
              if (loaded === total) onProgress({ phase: 'recognise', loaded: 0, total: 1 });
            },
          },
          life,
          (waiting) => onProgress({ ...sent, waiting }),
        );
        const scan = scanOf(response);
        onScan?.(scan.id);
        return (await follow(scan, scan.id, life, onProgress)) as DoneScan<C> | FailedScan<C>;
      });
    },

    async resume<C extends CardName = CardName>(
      id: string,
      { signal, onProgress = () => undefined }: FollowOptions = {},
    ) {
      return await within(signal, timeoutMs, environment, async (life) => {
        return (await follow(undefined, id, life, onProgress)) as DoneScan<C> | FailedScan<C>;
      });
    },

    async remove(id) {
      await within(undefined, timeoutMs, environment, async (life) => {
        const url = `${scans}/${encodeURIComponent(id)}`;
        try {
          await request({ method: 'DELETE', url, headers: {} }, life, () => undefined);
        } catch (error) {
          // Already gone is as good as erased.
          if (!(error instanceof ScanError && error.code === 'scan-not-found')) throw error;
        }
      });
    },
  };
}

/** 128 random bits. Not `randomUUID`, which plain-http pages do not have. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
