import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CardName } from '../contract/cards.ts';
import type { Credentials, CredentialsProvider } from './credentials.ts';
import { createGreenTime } from './green-time.ts';
import { judge, queryOutcome, submitOutcome, type Verdict } from './outcome.ts';
import {
  type Green,
  type GreenCallback,
  type GreenTask,
  type PreparedRequest,
  type QueryOutcome,
  UnsignedError,
} from './port.ts';
import { sign } from './sign.ts';
import { createFreshTransport, createKeptTransport, type Exchange, type Transport } from './transport.ts';
import { tasksOf } from './wire.ts';

export type GreenClientOptions = {
  /** Scheme, host and port; `parseEndpoint` gives it from a region. */
  readonly endpoint: string;
  /** Asked once for each signature. */
  readonly credentials: CredentialsProvider;
  /** For the credentials to be had, 10 s unless told: their source may be a server. */
  readonly credentialsTimeoutMs?: number;
  /** The moderation scene configured in Alibaba's console; absent: the account's default. */
  readonly bizType?: string;
  readonly now?: () => number;
  /** Milliseconds by a clock that nobody sets. */
  readonly elapsed?: () => number;
  readonly nonce?: () => string;
  /** For a connection with its TLS handshake, 3 s unless told. */
  readonly connectTimeoutMs?: number;
  /** For a whole submission, 10 s unless told; its end leaves the submission `unknown`. */
  readonly submitTimeoutMs?: number;
  /** For a whole query, 10 s unless told. */
  readonly queryTimeoutMs?: number;
  /** Certificates to trust instead of the machine's own, PEM. */
  readonly ca?: string;
};

/** Short-lived credentials to put images into Alibaba's own bucket. */
export type UploadCredentials = Credentials & {
  readonly securityToken: string;
  /** Epoch milliseconds. */
  readonly expiresAtMs: number;
  /** As Green says it: a host name or an address. */
  readonly ossEndpoint: string;
  readonly bucket: string;
  /** Keys start with this and a slash. */
  readonly folder: string;
};

/** Green's client, with the uploader's credentials that its own image host needs. */
export type GreenClient = Green & {
  /** Free. Rejects with an `UploadRefusedError`. */
  uploadCredentials(signal?: AbortSignal): Promise<UploadCredentials>;
};

/** Green gave no credentials to put images with. */
export class UploadRefusedError extends Error {
  override readonly name = 'UploadRefusedError';
  readonly outcome: QueryOutcome;
  constructor(outcome: QueryOutcome) {
    super(`no upload credentials: ${reasonOf(outcome)}`);
    this.outcome = outcome;
  }
}

const paths = {
  submit: '/green/image/asyncscan',
  results: '/green/image/results',
  uploadCredentials: '/green/credentials/uploadcredentials',
} as const;

const filled = z.string().min(1);
const uploadCredentialsSchema = z.object({
  data: z
    .object({
      accessKeyId: filled,
      accessKeySecret: filled,
      securityToken: filled,
      expiredTime: z.coerce.number().int().positive(),
      ossEndpoint: filled,
      uploadBucket: filled,
      uploadFolder: filled,
    })
    .transform(({ expiredTime, uploadBucket, uploadFolder, ...rest }) => ({
      ...rest,
      expiresAtMs: expiredTime,
      bucket: uploadBucket,
      folder: uploadFolder,
    })),
});

type Heard = { readonly answer: Exchange; readonly verdict: Verdict };

const isUnsigned = (error: unknown): error is UnsignedError => error instanceof UnsignedError;

/** Past the gateway, which checks nonces: served, or the service's own word, as "no such task" is. */
const passed = ({ verdict }: Heard): boolean =>
  verdict.kind === 'served' || (verdict.kind === 'refused' && /^\d+$/.test(verdict.greenCode));

/**
 * Green over HTTP/1.1: a submission by itself over a fresh connection, everything free over kept ones; no retries
 * anywhere.
 */
export function createGreenClient(options: GreenClientOptions): GreenClient {
  const {
    endpoint,
    credentials,
    bizType,
    now = Date.now,
    elapsed = () => performance.now(),
    nonce = randomUUID,
    ca,
  } = options;
  const { connectTimeoutMs = 3_000, submitTimeoutMs = 10_000, queryTimeoutMs = 10_000 } = options;
  const credentialsNow = patiently(credentials, options.credentialsTimeoutMs ?? 10_000);
  const shared = { origin: endpoint, connectTimeoutMs, ...(ca === undefined ? {} : { ca }) };
  const fresh = createFreshTransport({ ...shared, timeoutMs: submitTimeoutMs });
  // Ten queries a second start at most; more connections only serve while answers are slow.
  const kept = createKeptTransport({ ...shared, timeoutMs: queryTimeoutMs, connections: 32 });

  const time = createGreenTime(elapsed);

  const signed = async (path: string, body: string, once = nonce()): Promise<PreparedRequest> => {
    // By Green's clock where it is known: one that is wrong here is no reason to be refused.
    const date = new Date(time.now() ?? now());
    const headers = sign({ method: 'POST', path, body, credentials: await credentialsNow(), nonce: once, date });
    return { path, body, headers, nonce: once, date: date.toUTCString() };
  };

  /** The signed request, or why there is none. */
  const signedOrNot = (path: string, body: string): Promise<PreparedRequest | UnsignedError> =>
    signed(path, body).catch((error: unknown) => {
      if (isUnsigned(error)) return error;
      throw error;
    });

  async function exchange(transport: Transport, request: PreparedRequest, signal?: AbortSignal): Promise<Heard> {
    const answer = await transport.exchange(request, signal);
    const verdict = judge(answer);
    // Only what Green itself said: others in between have clocks of their own.
    const own = verdict.kind !== 'unknown' && answer.kind === 'answer';
    if (own && answer.dateMs !== undefined) time.told(answer.dateMs);
    return { answer, verdict };
  }

  return {
    now: time.now,

    prepare(card, tasks, callback) {
      const once = nonce();
      return signed(paths.submit, submissionBody(card, tasks, bizType, callback?.(once)), once);
    },

    async submit(request, signal) {
      const { verdict } = await exchange(fresh, request, signal);
      return submitOutcome(tasksOf(request.body), verdict);
    },

    async results(taskIds, signal) {
      const request = await signedOrNot(paths.results, JSON.stringify(taskIds));
      if (isUnsigned(request)) return { kind: 'unsigned', cause: request.code };
      const { verdict, answer } = await exchange(kept, request, signal);
      return queryOutcome(taskIds, verdict, answer);
    },

    async probeNonce({ wanted, slot, heard, refused }, signal) {
      const taskIds = [`scanfill-probe-${nonce()}`];
      const request = await signedOrNot(paths.results, JSON.stringify(taskIds));
      if (isUnsigned(request)) {
        heard?.({ kind: 'unsigned', cause: request.code });
        return 'unknown';
      }
      // Fresh ones, as submissions use: a kept one stays with one node, which alone remembers what it saw.
      const ask = async () => {
        await slot();
        return signal?.aborted ? undefined : exchange(fresh, request, signal);
      };
      const first = await ask();
      if (first === undefined) return 'unknown';
      heard?.(queryOutcome(taskIds, first.verdict, first.answer));
      if (!passed(first)) return 'unknown';
      for (let count = 0; count < wanted; count++) {
        const next = await ask();
        if (next !== undefined && passed(next)) return 'accepted';
        // One whose answer is lost may be what another node saw first, and would refuse from then on.
        if (next?.verdict.kind !== 'nonce-used') return 'unknown';
        refused?.();
      }
      return 'refused';
    },

    async uploadCredentials(signal) {
      const request = await signedOrNot(paths.uploadCredentials, '{}');
      if (isUnsigned(request)) throw new UploadRefusedError({ kind: 'unsigned', cause: request.code });
      const { answer, verdict } = await exchange(kept, request, signal);
      if (verdict.kind !== 'served' || answer.kind !== 'answer')
        throw new UploadRefusedError(queryOutcome([], verdict, answer));
      const parsed = uploadCredentialsSchema.safeParse(JSON.parse(answer.text));
      if (!parsed.success) throw new UploadRefusedError({ kind: 'unknown', cause: 'unreadable' });
      return parsed.data.data;
    },

    async close() {
      await Promise.all([fresh.close(), kept.close()]);
    },
  };
}

/** An outcome in a few words, for an error's message. */
function reasonOf(outcome: QueryOutcome): string {
  if ('greenCode' in outcome) return `${outcome.kind}, ${outcome.greenCode}`;
  return 'cause' in outcome ? `${outcome.kind}, ${outcome.cause}` : outcome.kind;
}

/** Asks for credentials no longer than `ms`; rejects with an `UnsignedError`. */
function patiently(credentials: CredentialsProvider, ms: number): () => Promise<Credentials> {
  return async () => {
    let timer: NodeJS.Timeout | undefined;
    try {
      const given = credentials();
      if (!('then' in given)) return given;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new UnsignedError('timeout', undefined)), ms);
      });
      return await Promise.race([given, late]);
    } catch (cause) {
      throw isUnsigned(cause) ? cause : new UnsignedError(codeOf(cause), cause);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** An error's own code, short and clean, else its kind: messages may quote anything. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : '';
  return /^[\w.-]{1,64}$/.test(code) ? code : error.name;
}

function submissionBody(
  card: CardName,
  tasks: readonly GreenTask[],
  bizType: string | undefined,
  callback: GreenCallback | undefined,
): string {
  return JSON.stringify({
    scenes: ['ocr'],
    extras: { card },
    ...(bizType === undefined ? {} : { bizType }),
    ...(callback === undefined ? {} : { callback: callback.url, seed: callback.seed, cryptType: callback.cryptType }),
    tasks: tasks.map(({ dataId, url }) => ({ dataId, url })),
  });
}
