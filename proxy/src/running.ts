import type { Router } from 'express';
import type { Audit } from './audit/audit.ts';
import { auditEnded } from './audit/audit-ended.ts';
import { createBackendVerifier } from './backend/backend-token.ts';
import type { Scans } from './backend/scans.ts';
import type { Clock } from './base/clock.ts';
import type { Log } from './base/log.ts';
import { createSteadyClock } from './base/steady-clock.ts';
import type { Callback, Settings } from './config/settings.ts';
import { createEngine, type Engine, type EngineStatus } from './engine/engine.ts';
import { told } from './engine/submission.ts';
import { callbackSeed, createCallbackTokens } from './green/callback-token.ts';
import { createGreenClient, UploadRefusedError } from './green/client.ts';
import type { CredentialsProvider } from './green/credentials.ts';
import type { HttpContext } from './http/context.ts';
import { createEraser } from './http/erase-scan.ts';
import type { AddressLimit } from './http/guards/address-limit.ts';
import { createOwnScans } from './http/own-scans.ts';
import { createWaiting } from './http/polls/waiting.ts';
import { createRouter } from './http/router.ts';
import { createView } from './http/scan-view.ts';
import { createShares } from './http/shares.ts';
import { createStoreState } from './http/store-state.ts';
import { createDayCeiling } from './http/uploads/day-ceiling.ts';
import type { EndUnread } from './http/uploads/end-unread.ts';
import { createPrecedence } from './http/uploads/precedence.ts';
import { createMetrics } from './metrics.ts';
import { type OpenedImages, openImages } from './open-images.ts';
import { openStore } from './open-store.ts';
import type { ProxyOptions } from './options.ts';
import type { ReceiptKeys } from './receipt/receipt-keys.ts';
import { createReceiptWriter } from './receipt/write-receipt.ts';
import { type ReportQuestion, report, unsettledOf } from './reconcile/report.ts';
import { keySource } from './sessions/key-sources.ts';
import { createSessionKeys, type SessionKeys } from './sessions/keys.ts';
import { createRevocations } from './sessions/revocations.ts';
import { createSessionVerifier } from './sessions/verifier.ts';
import type { Store } from './store/store.ts';
import { createWebhooks, type Webhooks } from './webhooks/given-up.ts';
import { createWebhook } from './webhooks/webhook.ts';

/** A proxy between its start and its stop. */
export type Running = {
  readonly router: Router;
  readonly scans: Scans;
  readonly webhooks: Webhooks;
  readonly status: () => EngineStatus;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  readonly reconcile: (question: ReportQuestion) => AsyncIterable<string>;
  readonly confirmEpoch: (options: { readonly resubmit: boolean }) => Promise<number>;
  readonly revokeSessions: (subject: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** What a proxy has before its start and over several of them. */
export type Standing = {
  readonly options: ProxyOptions;
  readonly settings: Settings;
  readonly credentials: CredentialsProvider;
  readonly wallClock: Clock;
  readonly log: Log;
  readonly audit: Audit;
  /** What the store and the images are sealed under, the first for what is written. */
  readonly secrets: readonly [string, ...string[]];
  readonly endUnread: EndUnread;
  readonly addressLimit: AddressLimit;
  readonly receiptKeys: ReceiptKeys;
};

/** What a call that was cut off may take to be written down. */
const cutOffMs = 1_000;

/**
 * Opens store and image host, takes up what an earlier process left, begins to work. Rejects where something is unsafe
 * or missing, with nothing left open.
 */
export async function startRunning(standing: Standing): Promise<Running> {
  const { options, settings, wallClock, log, audit, secrets, endUnread, addressLimit, receiptKeys } = standing;
  const account = { heard: (...word: Parameters<Engine['account']['heard']>) => engine.account.heard(...word) };
  const { client, green, uploadCredentials } = greenOf(standing, account);
  const kept = await openKept(standing, uploadCredentials).catch(async (error: unknown) => {
    await Promise.allSettled([green.close(), client.close()]);
    throw error;
  });
  const { store, images, served, dispose, sessionKeys, clock } = kept;

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
  // Says now, not after the first wait, where the store is in doubt.
  await storeState.refusal();
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

/** The client of Green, and what asks it for credentials of an upload, telling where that is refused. */
function greenOf(
  { options, settings, credentials, wallClock, log }: Standing,
  account: Pick<Engine['account'], 'heard'>,
) {
  const { greenBizType } = options;
  const client = createGreenClient({
    endpoint: settings.endpoint,
    now: wallClock.now,
    elapsed: wallClock.elapsed,
    credentials,
    ...(greenBizType === undefined ? {} : { bizType: greenBizType }),
  });
  const uploadCredentials = async (signal?: AbortSignal) => {
    try {
      return await client.uploadCredentials(signal);
    } catch (error) {
      if (error instanceof UploadRefusedError) {
        log.warn({ operation: 'upload', ...told(error.outcome) }, 'no credentials for uploads');
        account.heard('upload', error.outcome);
      }
      throw error;
    }
  };
  return { client, green: options.green ?? client, uploadCredentials };
}

type Kept = OpenedImages & {
  readonly store: Store;
  readonly sessionKeys: SessionKeys | undefined;
  /** Goes by the store's own time where several processes share one. */
  readonly clock: Clock;
};

/** Opens the store, the image host and the sessions' keys, and says what an operator should know of them. */
async function openKept(
  { options, settings, wallClock, log, secrets }: Standing,
  uploadCredentials: ReturnType<typeof greenOf>['uploadCredentials'],
): Promise<Kept> {
  let clock = createSteadyClock(wallClock);
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
    settings.sessionKeys && createSessionKeys({ source: keySource(settings.sessionKeys), clock: wallClock, log });
  try {
    for (const note of await store.start()) log.warn({}, note);
    if (store.time) clock = createSteadyClock(wallClock, await store.time());
    await images.start?.();
    await sessionKeys?.start();
  } catch (error) {
    await Promise.allSettled([images.stop?.(), store.stop()]);
    await dispose();
    throw error;
  }
  for (const note of [...settings.notes, ...(images.notes ?? [])]) log.warn({}, note);
  if (settings.isOpen) log.warn({}, 'AUTH is off: anybody can scan, and be billed to this account');
  return { store, images, served, dispose, sessionKeys, clock };
}
