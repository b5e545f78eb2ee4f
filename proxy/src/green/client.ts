import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CardName } from '../contract/cards.ts';
import type { Credentials } from './credentials.ts';
import { createGreenTime } from './green-time.ts';
import { judge, queryOutcome, submitOutcome, type Verdict } from './outcome.ts';
import type { Green, GreenCallback, GreenTask, PreparedRequest } from './port.ts';
import { sign } from './sign.ts';
import { createFreshTransport, createKeptTransport, type Exchange, type Transport } from './transport.ts';
import { tasksOf } from './wire.ts';

export type GreenClientOptions = {
  /** Scheme, host and port; `parseEndpoint` gives it from a region. */
  readonly endpoint: string;
  /** Asked once for each signature. */
  readonly credentials: () => Credentials | Promise<Credentials>;
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
  /** Free. Rejects with an `Error` that names the outcome. */
  uploadCredentials(signal?: AbortSignal): Promise<UploadCredentials>;
};

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

/** A balancer with two nodes sends so many fresh connections to one of them alone once in 2,048 times. */
const probes = 12;
/** So many answers besides may say nothing: one that is lost on the way is no reason to begin anew. */
const mostSilent = 3;

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
  const shared = { origin: endpoint, connectTimeoutMs, ...(ca === undefined ? {} : { ca }) };
  const fresh = createFreshTransport({ ...shared, timeoutMs: submitTimeoutMs });
  // Ten queries a second start at most; more connections only serve while answers are slow.
  const kept = createKeptTransport({ ...shared, timeoutMs: queryTimeoutMs, connections: 32 });

  const time = createGreenTime(elapsed);

  const signed = async (path: string, body: string, once = nonce()): Promise<PreparedRequest> => {
    // By Green's clock where it is known: one that is wrong here is no reason to be refused.
    const date = new Date(time.now() ?? now());
    const headers = sign({ method: 'POST', path, body, credentials: await credentials(), nonce: once, date });
    return { path, body, headers, nonce: once, date: date.toUTCString() };
  };

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
      const request = await signed(paths.results, JSON.stringify(taskIds)).catch(() => undefined);
      if (request === undefined) return { kind: 'not-sent', cause: 'credentials' };
      const { verdict, answer } = await exchange(kept, request, signal);
      return queryOutcome(taskIds, verdict, answer);
    },

    async probeNonce(slot, signal) {
      const request = await signed(paths.results, JSON.stringify([`scanfill-probe-${nonce()}`])).catch(() => undefined);
      if (request === undefined) return 'unknown';
      let refused = 0;
      let silent = 0;
      for (let sent = 0; refused < probes - 1; sent++) {
        await slot();
        if (signal?.aborted) return 'unknown';
        // Fresh ones, as submissions use: a kept one stays with one node, which alone remembers what it saw.
        const { verdict } = await exchange(fresh, request, signal);
        // Only after a query that got past the gateway is the next one's refusal a proof; the service's own "no such
        // task" is past it.
        const passed = verdict.kind === 'served' || (verdict.kind === 'refused' && /^\d+$/.test(verdict.greenCode));
        if (sent === 0 && !passed) return 'unknown';
        if (sent > 0 && passed) return 'accepted';
        if (verdict.kind === 'nonce-used') refused += 1;
        else if (sent > 0) silent += 1;
        if (silent > mostSilent) return 'unknown';
      }
      return 'refused';
    },

    async uploadCredentials(signal) {
      const { answer, verdict } = await exchange(kept, await signed(paths.uploadCredentials, '{}'), signal);
      if (verdict.kind !== 'served' || answer.kind !== 'answer') {
        throw new Error(`no upload credentials: ${reasonOf(verdict)}`);
      }
      const parsed = uploadCredentialsSchema.safeParse(JSON.parse(answer.text));
      if (!parsed.success) throw new Error('no upload credentials: unreadable answer');
      return parsed.data.data;
    },

    async close() {
      await Promise.all([fresh.close(), kept.close()]);
    },
  };
}

/** An outcome in a few words, for an error's message. */
function reasonOf(verdict: Verdict): string {
  if ('greenCode' in verdict) return `${verdict.kind}, ${verdict.greenCode}`;
  return 'cause' in verdict ? `${verdict.kind}, ${verdict.cause}` : verdict.kind;
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
