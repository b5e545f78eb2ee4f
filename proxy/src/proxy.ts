import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import express from 'express';
import { noAudit } from './audit/audit.ts';
import type { Scans } from './backend/scans.ts';
import { systemClock } from './base/clock.ts';
import { plainLog } from './base/log.ts';
import { createPinoLog } from './base/pino-log.ts';
import { ProblemError } from './base/problem-error.ts';
import { isStrict, refuseBun } from './config/runtime.ts';
import { settingsOf } from './config/settings.ts';
import type { EngineStatus } from './engine/engine.ts';
import { createCloudCredentials } from './green/cloud-credentials.ts';
import type { CredentialsProvider } from './green/credentials.ts';
import { createAddressLimit } from './http/guards/address-limit.ts';
import { createClientAddress } from './http/guards/client-address.ts';
import { createFetch, type FetchHandler } from './http/host/fetch.ts';
import { guardServer } from './http/host/guard-server.ts';
import { createHandler } from './http/host/handler.ts';
import type { NodeHandler } from './http/host/node-handler.ts';
import { problemHandler } from './http/problems.ts';
import { createEndUnread } from './http/uploads/end-unread.ts';
import type { ProxyOptions } from './options.ts';
import { type Jwks, receiptKeysOf } from './receipt/receipt-keys.ts';
import type { ReportQuestion } from './reconcile/report.ts';
import { type Running, type Standing, startRunning } from './running.ts';
import type { Webhooks } from './webhooks/given-up.ts';

export type { Audit, AuditEntry } from './audit/audit.ts';
export type { OfSubject, Scans, WaitOptions } from './backend/scans.ts';
export type { Log, LogFields } from './base/log.ts';
export type { Credentials, CredentialsProvider } from './green/credentials.ts';
export type { FetchHandler } from './http/host/fetch.ts';
export type { NodeHandler } from './http/host/node-handler.ts';
export { serverOptions } from './http/host/server-options.ts';
export type { ImageHost } from './images/images.ts';
export type { BucketSettings, CallbackSettings, ProxyOptions } from './options.ts';
export type { Jwks, PublicJwk } from './receipt/receipt-keys.ts';
export type { ReportFormat, ReportQuestion } from './reconcile/report.ts';
export type { GivenUp, Webhooks } from './webhooks/given-up.ts';
export type { MessageType } from './webhooks/message.ts';

/** A proxy to be mounted in any host. */
export type ScanfillProxy = {
  /**
   * Handles Node's requests: `createServer(proxy.handler)`, or mounted at any path of Express, Fastify's bridges, Nest,
   * Koa or a serverless adapter. Answers 503 before `start` and after `stop`. Mount it ahead of body parsers.
   */
  readonly handler: NodeHandler;
  /** The same, by the name Express knows it by: `app.use('/scanfill', proxy.router)`. */
  readonly router: NodeHandler;
  /** Handles web requests, for route handlers of Next, Hono and their kind. */
  readonly fetch: FetchHandler;
  /**
   * Puts this service's limits on the server it is mounted in, and its own words in the place of Node's refusals (400,
   * 408, 417, 431). Once for each server, before it listens; best on one made with `serverOptions`.
   */
  guard(server: Server | TlsServer): void;
  /**
   * Opens store and image host, takes up what an earlier process left, begins to work. Rejects where something is
   * unsafe or missing.
   */
  start(): Promise<void>;
  /** Answers whoever waits, stops taking up work, and waits for calls under way. */
  stop(): Promise<void>;
  /** Prometheus' text exposition; not served by `router`. */
  metrics(): Promise<{ readonly contentType: string; readonly text: string }>;
  /**
   * What may have been billed without a result, as text, piece by piece: for whoever compares it with the bill. Not
   * served by `router`. Rejects with `stopping` while stopped.
   */
  reconcile(question: ReportQuestion): AsyncIterable<string>;
  /**
   * After a restored backup or a failover, while `/readyz` says `epoch-unconfirmed` and nothing is submitted: goes on.
   * Scans that waited since before may have been submitted already and end as `unconfirmed`, each listed by
   * `reconcile`, unless `resubmit` says that nothing was lost. Answers how many ended.
   */
  confirmEpoch(options?: { readonly resubmit?: boolean }): Promise<number>;
  /**
   * The scans of a subject, in this process: what `createBackend` gives another one. Rejects with `stopping` while
   * stopped.
   */
  readonly scans: Scans;
  /** Messages to the host that nobody took for a day; not served by `router`. Rejects with `stopping` while stopped. */
  readonly webhooks: Webhooks;
  /** The public keys of receipts, for `verifyReceipt` in the same process; also served as a JWKS. */
  receiptKeys(): Jwks;
  /**
   * Ends every session of this subject that was minted until now, in all processes on the store. Rejects with
   * `stopping` while stopped. Not served by `router`.
   */
  revokeSessions(subject: string): Promise<void>;
  /** Undefined while stopped. */
  status(): EngineStatus | undefined;
};

/** What a request may take beyond the longest upload, the reading of a refused one's rest included. */
const spareMs = 15_000;

function providerOf(credentials: ProxyOptions['credentials']): CredentialsProvider {
  if (credentials === undefined) return createCloudCredentials();
  return typeof credentials === 'function' ? credentials : () => credentials;
}

/**
 * Makes a proxy: HTTP routes, the engine that carries scans through Green, store and image host. Throws a `ConfigError`
 * that names the option's variable and the reason when the options are unsafe or incomplete. `place.host`: where a
 * server of the proxy's own listens, as the executable's does.
 *
 * @example
 * const proxy = createProxy({ credentials: { accessKeyId, accessKeySecret }, publicUrl: 'https://kyc.example/scanfill',
 * sessionSecret }); await proxy.start(); app.use('/scanfill', proxy.router);
 */
export function createProxy(options: ProxyOptions, place: { readonly host?: string } = {}): ScanfillProxy {
  refuseBun();
  const settings = settingsOf(options, { strict: isStrict(), host: place.host });
  const wallClock = options.clock ?? systemClock;
  const log = plainLog(options.log ?? createPinoLog());
  const [firstSecret = randomBytes(32).toString('base64url'), ...olderSecrets] = settings.storeSecrets;
  const endUnread = createEndUnread();
  const addresses = createClientAddress(settings.trustProxy);
  const { mostRefusals } = settings;
  const addressLimit = createAddressLimit({ addresses, mostRefusals, now: wallClock.elapsed });
  const receiptKeys = receiptKeysOf({
    own: settings.receipts.key,
    previous: settings.receipts.previousKey,
    secrets: settings.storeSecrets,
  });
  const standing: Standing = {
    options,
    settings,
    credentials: providerOf(options.credentials),
    wallClock,
    log,
    audit: options.audit ?? noAudit,
    secrets: [firstSecret, ...olderSecrets],
    endUnread,
    addressLimit,
    receiptKeys,
  };
  let running: Running | undefined;
  let stopped = false;

  const router = express.Router();
  router.use((request, response, next) => {
    if (!running) throw notRunning();
    running.router(request, response, next);
  });
  router.use(problemHandler({ log, endUnread }));

  const notRunning = (): ProblemError =>
    new ProblemError('stopping', stopped ? 'The service has stopped.' : 'The service has not started yet.');

  function now(): Running {
    if (!running) throw notRunning();
    return running;
  }

  let turn: Promise<void> = Promise.resolve();
  /** One start or stop at a time: two of them would open one store, and keep two clocks for one allowance. */
  function inTurn(change: () => Promise<void>): Promise<void> {
    const done = turn.then(change);
    turn = done.catch(() => {});
    return done;
  }

  const handler = createHandler({ router, publicUrl: settings.publicUrl, log, endUnread });
  return {
    handler,
    router: handler,
    fetch: createFetch(handler),
    guard: (server) =>
      guardServer(server, {
        mostConnections: settings.mostConnections,
        mostOfAnAddress: settings.mostConnectionsAnAddress,
        addressOf: addresses.ofSocket,
        addressLimit,
        requestMs: settings.uploadMs + spareMs,
        log,
      }),
    start: () =>
      inTurn(async () => {
        running ??= await startRunning(standing);
      }),
    stop: () =>
      inTurn(async () => {
        await running?.stop();
        running = undefined;
        stopped = true;
      }),
    metrics: async () => (await running?.metrics()) ?? { contentType: 'text/plain', text: '' },
    async confirmEpoch({ resubmit = false } = {}) {
      if (!running) throw notRunning();
      return running.confirmEpoch({ resubmit });
    },
    async revokeSessions(subject) {
      if (!running) throw notRunning();
      return running.revokeSessions(subject);
    },
    reconcile(question) {
      if (!running) throw notRunning();
      return running.reconcile(question);
    },
    scans: {
      get: async (id, options) => now().scans.get(id, options),
      wait: async (id, options) => now().scans.wait(id, options),
      erase: async (id, options) => now().scans.erase(id, options),
    },
    webhooks: {
      givenUp: async () => now().webhooks.givenUp(),
      resend: async (ids) => now().webhooks.resend(ids),
    },
    receiptKeys: () => receiptKeys.jwks,
    status: () => running?.status(),
  };
}
