import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Account } from './account.ts';
import { createApi, headersOf } from './api.ts';
import { createCallbacks } from './callbacks/callbacks.ts';
import { type Clock, systemClock } from './clock.ts';
import { createDoor } from './door.ts';
import { type FaultPlan, noFaults } from './faults/fault.ts';
import { createDownloader, type Download } from './images/download.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { ledgerAnswer } from './ledger-page.ts';
import { type GreenLimits, greenLimits } from './limits.ts';
import { createNodes, type NodeOptions } from './nodes.ts';
import { createOperations } from './operations.ts';
import { createObjects } from './oss/objects.ts';
import { uploadBucket } from './oss/oss.ts';
import { answerObjectRequest, objectAddress } from './oss/oss-route.ts';
import { createUploadGrants } from './oss/upload-grants.ts';
import type { ImageReader } from './reader-port.ts';
import { createTasks } from './tasks.ts';
import { createSlidingWindow } from './window.ts';
import { codes } from './wire/codes.ts';

/** How a stand-in is set up. */
export type GreenOptions = {
  /** Who may call. */
  readonly accounts: readonly Account[];
  /** What reads the images. */
  readonly reader: ImageReader;
  /** Departures from Green's documented figures. */
  readonly limits?: Partial<GreenLimits>;
  /** What goes wrong; nothing by default. */
  readonly faults?: FaultPlan;
  /** The gateway's nodes; one by default. */
  readonly nodes?: NodeOptions;
  readonly clock?: Clock;
  /** Serves `GET /__ledger` and `GET /__ledger/summary` to callers on this machine. Default: no. */
  readonly showLedger?: boolean;
};

/** A stand-in for Alibaba Cloud's Green. */
export type Green = {
  /** Node's request listener, for a server of one's own; scripted refusals of connections need `listen`. */
  readonly app: RequestListener;
  /** Port 0 takes a free one; the host is 127.0.0.1 unless named. */
  listen(port: number, host?: string): Promise<{ url: string; port: number }>;
  stop(): Promise<void>;
  readonly ledger: Ledger;
};

/**
 * Builds a stand-in: same wire as Green's card OCR, own signature check, limits, billing ledger and scripted faults.
 */
export function createGreen(options: GreenOptions): Green {
  const clock = options.clock ?? systemClock;
  const limits = { ...greenLimits, ...options.limits };
  const faults = options.faults ?? noFaults;
  const ledger = createLedger();
  const grants = createUploadGrants(limits.credentialsMs);
  const objects = createObjects(limits.uploadKeptMs);
  const downloader = createDownloader(limits);
  const callbacks = createCallbacks({
    clock,
    ledger,
    attempts: limits.callbackAttempts,
    timeoutMs: limits.callbackMs,
    longestPauseMs: limits.callbackPauseMs,
  });

  /** An `oss://` address may only name what the same account uploaded. */
  async function fetchImage({ uid }: Account, url: string): Promise<Download> {
    const own = `oss://${uploadBucket}/`;
    if (!url.startsWith('oss://')) return downloader.fetch(url);
    if (!url.startsWith(`${own}upload-${uid}/`)) return { ok: false, code: codes.forbidden };
    const bytes = objects.get(url.slice('oss://'.length), clock.now());
    return bytes === undefined ? { ok: false, code: codes.downloadFailed } : { ok: true, bytes };
  }

  const source = {
    fetch: fetchImage,
    touch: async (account: Account, url: string) =>
      url.startsWith('oss://') ? (await fetchImage(account, url)).ok : downloader.touch(url),
  };
  const tasks = createTasks({ clock, ledger, limits, faults, reader: options.reader, callbacks, images: source });
  const images = createSlidingWindow(limits.imagesPerSecond);
  const api = createApi({
    accounts: options.accounts,
    clock,
    ledger,
    limits,
    faults,
    nodes: createNodes(limits.nonceMs, options.nodes),
    window: createSlidingWindow(limits.callsPerSecond),
    operations: createOperations({ clock, limits, tasks, grants, images }),
    refuse: (forMs) => door.close(forMs),
  });

  const storage = { clock, accounts: options.accounts, grants, objects, dateToleranceMs: limits.dateToleranceMs };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const at = objectAddress(url, request.headers.host ?? '');
    if (at !== undefined) {
      const answer = await answerObjectRequest(request, url, headersOf(request), at, storage);
      const operation = `oss-${request.method}`;
      ledger.addCall({ at: clock.now(), operation, admitted: answer.status < 400, accepted: 0 });
      response.writeHead(answer.status, answer.headers).end(answer.body);
      return;
    }
    const page = options.showLedger === true ? ledgerAnswer(ledger, objects.keys(), request, url) : undefined;
    if (page === undefined) return api(request, response, url);
    response.writeHead(200, { 'content-type': 'application/json' }).end(page);
  }

  const app: RequestListener = (request, response) => {
    // A caller that breaks off in the middle of its own request is not our failure.
    serve(request, response).catch(() => response.destroy());
  };
  const door = createDoor(app, clock);
  return {
    app,
    ledger,
    listen: (port, host) => door.listen(port, host),
    async stop() {
      await door.stop();
      await Promise.all([downloader.stop(), callbacks.stop()]);
    },
  };
}
