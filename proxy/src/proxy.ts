import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import express, { type Router } from 'express';
import { type Audit, noAudit } from './audit/audit.ts';
import { auditEnded } from './audit/audit-ended.ts';
import { createBackendVerifier } from './backend/backend-token.ts';
import type { Scans } from './backend/scans.ts';
import { systemClock } from './base/clock.ts';
import { plainLog } from './base/log.ts';
import { createPinoLog } from './base/pino-log.ts';
import { ProblemError } from './base/problem-error.ts';
import { createSteadyClock } from './base/steady-clock.ts';
import { isStrict, refuseBun } from './config/runtime.ts';
import { type Callback, settingsOf } from './config/settings.ts';
import { createEngine, type EngineStatus } from './engine/engine.ts';
import { told } from './engine/submission.ts';
import { callbackSeed, createCallbackTokens } from './green/callback-token.ts';
import { createGreenClient, UploadRefusedError } from './green/client.ts';
import { createCloudCredentials } from './green/cloud-credentials.ts';
import type { CredentialsProvider } from './green/credentials.ts';
import type { HttpContext } from './http/context.ts';
import { createEraser } from './http/erase-scan.ts';
import { createAddressLimit } from './http/guards/address-limit.ts';
import { createClientAddress } from './http/guards/client-address.ts';
import { createFetch, type FetchHandler } from './http/host/fetch.ts';
import { guardServer } from './http/host/guard-server.ts';
import { createHandler } from './http/host/handler.ts';
import type { NodeHandler } from './http/host/node-handler.ts';
import { createOwnScans } from './http/own-scans.ts';
import { createWaiting } from './http/polls/waiting.ts';
import { problemHandler } from './http/problems.ts';
import { createRouter } from './http/router.ts';
import { createView } from './http/scan-view.ts';
import { createShares } from './http/shares.ts';
import { createStoreState } from './http/store-state.ts';
import { createDayCeiling } from './http/uploads/day-ceiling.ts';
import { createEndUnread } from './http/uploads/end-unread.ts';
import { createPrecedence } from './http/uploads/precedence.ts';
import { createMetrics } from './metrics.ts';
import { openImages } from './open-images.ts';
import { openStore } from './open-store.ts';
import type { ProxyOptions } from './options.ts';
import { type Jwks, receiptKeysOf } from './receipt/receipt-keys.ts';
import { createReceiptWriter } from './receipt/write-receipt.ts';
import { type ReportQuestion, report, unsettledOf } from './reconcile/report.ts';
import { keySource } from './sessions/key-sources.ts';
import { createSessionKeys } from './sessions/keys.ts';
import { createRevocations } from './sessions/revocations.ts';
import { createSessionVerifier } from './sessions/verifier.ts';
import { createWebhooks, type Webhooks } from './webhooks/given-up.ts';
import { createWebhook } from './webhooks/webhook.ts';

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

type Running = {
  readonly router: Router;
  readonly scans: Scans;
  readonly webhooks: Webhooks;
  readonly status: () => EngineStatus;
  readonly metrics: ScanfillProxy['metrics'];
  readonly reconcile: ScanfillProxy['reconcile'];
  readonly confirmEpoch: (options: { readonly resubmit: boolean }) => Promise<number>;
  readonly revokeSessions: ScanfillProxy['revokeSessions'];
  readonly stop: () => Promise<void>;
};

/** What a call that was cut off may take to be written down. */
const cutOffMs = 1_000;

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
  const credentials = providerOf(options.credentials);
  const wallClock = options.clock ?? systemClock;
  const log = plainLog(options.log ?? createPinoLog());
  const audit: Audit = options.audit ?? noAudit;
  const [firstSecret = randomBytes(32).toString('base64url'), ...olderSecrets] = settings.storeSecrets;
  const secrets = [firstSecret, ...olderSecrets] as const;
  const endUnread = createEndUnread();
  const addresses = createClientAddress(settings.trustProxy);
  const { mostRefusals } = settings;
  const addressLimit = createAddressLimit({ addresses, mostRefusals, now: wallClock.elapsed });
  const receiptKeys = receiptKeysOf({
    own: settings.receipts.key,
    previous: settings.receipts.previousKey,
    secrets: settings.storeSecrets,
  });
  let running: Running | undefined;

  async function start(): Promise<Running> {
    let clock = createSteadyClock(wallClock);
    const { greenBizType } = options;
    const client = createGreenClient({
      endpoint: settings.endpoint,
      now: wallClock.now,
      elapsed: wallClock.elapsed,
      credentials,
      ...(greenBizType === undefined ? {} : { bizType: greenBizType }),
    });
    const green = options.green ?? client;
    const uploadCredentials = async (signal?: AbortSignal) => {
      try {
        return await client.uploadCredentials(signal);
      } catch (error) {
        if (error instanceof UploadRefusedError) {
          log.warn({ operation: 'upload', ...told(error.outcome) }, 'no credentials for uploads');
          engine.account.heard('upload', error.outcome);
        }
        throw error;
      }
    };
    const store = options.testStore ?? (await openStore(settings.storeUrl, secrets, clock));
    const { images, served, dispose } =
      typeof options.imageHost === 'object'
        ? { images: options.imageHost, served: undefined, dispose: async () => {} }
        : await openImages({
            settings,
            bucket: options.bucket,
            secrets,
            green: { uploadCredentials },
            clock: wallClock,
            isCopy: () => store.isCopy?.() ?? false,
          });
    const sessionKeys =
      settings.sessionKeys &&
      createSessionKeys({
        source: keySource(settings.sessionKeys),
        clock: wallClock,
        log,
      });
    try {
      for (const note of await store.start()) log.warn({}, note);
      if (store.time) clock = createSteadyClock(wallClock, await store.time());
      await images.start?.();
      await sessionKeys?.start();
      if ((await store.doubt()) !== undefined)
        log.error(
          {},
          'the store may be older than what was submitted (a restored backup, or a failover): nothing is submitted until scanfill-proxy confirm, or POST /epoch/confirm on ADMIN_PORT',
        );
    } catch (error) {
      await Promise.allSettled([images.stop?.(), store.stop(), green.close(), client.close()]);
      await dispose();
      throw error;
    }
    for (const note of [...settings.notes, ...(images.notes ?? [])]) log.warn({}, note);
    if (settings.isOpen) log.warn({}, 'AUTH is off: anybody can scan, and be billed to this account');

    const stopping = new AbortController();
    const ceiling =
      settings.mostImagesADay === undefined
        ? undefined
        : createDayCeiling({ store, clock, log, limit: settings.mostImagesADay });
    const metrics = createMetrics({
      status: () => engine.status(),
      stats: () => store.stats(clock.now()).catch(() => undefined),
      doubt: async () => (await store.doubt().catch(() => undefined)) !== undefined,
      now: clock.now,
      price: settings.imagePrice,
      ...(ceiling ? { day: () => ceiling.state().catch(() => undefined) } : {}),
    });
    const failpoint = options.failpoint ?? (async () => {});
    const { callback } = settings;
    const tokens = createCallbackTokens(secrets);
    const seeds = callback?.seeds ?? secrets.map(callbackSeed);
    const greenCallback = ({ url, cryptType }: Callback) => {
      const [seed = ''] = seeds;
      return (batchId: string) => ({ url: `${url}/v1/callbacks/${tokens.of(batchId)}`, seed, cryptType });
    };
    if (!callback)
      log.info({}, 'CALLBACK is off: a submission whose answer is lost, and cannot be asked for, ends unconfirmed');
    else if (callback.accountId === undefined)
      log.info(
        {},
        'ALIBABA_CLOUD_ACCOUNT_ID is not set: notifications are told by their addresses, their checksums are not verified',
      );
    const engine = createEngine(
      {
        store,
        green,
        images,
        clock,
        wallNow: wallClock.now,
        log,
        failpoint,
        observer: auditEnded(audit, metrics.observer),
      },
      {
        qps: settings.qps,
        maxTasks: settings.maxTasks,
        alone: !store.shared,
        downloadAttempts: settings.downloadAttempts,
        ...(callback ? { callback: greenCallback(callback) } : {}),
        ...(settings.webhook ? { webhook: createWebhook({ ...settings.webhook, now: wallClock.now }) } : {}),
      },
    );
    const receiptOf = createReceiptWriter({ keys: receiptKeys, audience: settings.receipts.audience });
    const waiting = createWaiting({ store, clock });
    // Without sessions everybody is one subject.
    const sharesOf = (most: number) => createShares(settings.isOpen ? 0 : most);
    const revocations = createRevocations({ store, now: wallClock.now });
    const storeState = createStoreState({ store, clock, log });
    const context: HttpContext = {
      store,
      storeState,
      images,
      engine,
      waiting,
      polls: sharesOf(settings.mostPollsASubject),
      precedence: createPrecedence(),
      addressLimit,
      endUnread,
      clock,
      log,
      viewOf: createView(receiptOf),
      failpoint,
      verify: settings.isOpen
        ? undefined
        : createSessionVerifier({ secrets: settings.sessionSecrets, keys: sessionKeys, now: wallClock.now }),
      revocations,
      sessionKeys,
      audit,
      limits: settings,
      stopping: stopping.signal,
      observer: metrics.observer,
      ceiling,
      created: metrics.created,
    };
    const erase = createEraser(context);
    const router = createRouter(context, {
      allowedOrigins: settings.allowedOrigins,
      publicUrl: settings.publicUrl,
      served,
      receiptKeys: receiptKeys.jwks,
      erase,
      tellsHost: settings.webhook !== undefined,
      phone: settings.phone,
      verifyBackend:
        settings.backendSecrets.length === 0
          ? undefined
          : createBackendVerifier({ secrets: settings.backendSecrets, now: wallClock.now }),
      callback: callback && { tokens, uid: callback.accountId, seeds, observe: metrics.observer.notified },
    });
    engine.start();
    return {
      router,
      scans: createOwnScans(context, erase),
      webhooks: createWebhooks({
        store,
        advance: engine.advance,
        now: clock.now,
        isOn: settings.webhook !== undefined,
      }),
      status: engine.status,
      metrics: async () => ({ contentType: metrics.contentType, text: await metrics.text() }),
      reconcile: ({ format, sinceMs }) => report(unsettledOf(store, sinceMs), format),
      confirmEpoch: engine.settle,
      async revokeSessions(subject) {
        await revocations.revoke(subject);
        log.warn({}, 'the sessions of a subject were revoked');
        audit({ event: 'revoked', subject });
      },
      async stop() {
        stopping.abort();
        waiting.stop();
        storeState.stop();
        sessionKeys?.stop();
        await engine.stop();
        // Calls that are cut off are written down as such while the store is still open.
        await green.close();
        await client.close();
        await engine.stop(cutOffMs);
        await images.stop?.();
        await store.stop();
        await dispose();
      },
    };
  }

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
        running ??= await start();
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
