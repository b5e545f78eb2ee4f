import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createAuditFile } from './audit/audit-file.ts';
import type { Log } from './base/log.ts';
import type { ServiceConfig } from './config/environment.ts';
import { usualUploadMs } from './config/settings.ts';
import { confirmEpoch as confirmEpochRoute } from './http/confirm-epoch.ts';
import { serverOptions } from './http/host/server-options.ts';
import { problemHandler } from './http/problems.ts';
import { revokeSessions as revokeSessionsRoute } from './http/revoke-sessions.ts';
import { createEndUnread } from './http/uploads/end-unread.ts';
import { createProxy, type ScanfillProxy } from './proxy.ts';
import { getReconcile } from './reconcile/get-reconcile.ts';
import { listGivenUp, resendGivenUp } from './webhooks/admin.ts';

/** A running service. */
export type Service = {
  /** The port it listens on; another one than asked for where that was 0. */
  readonly port: number;
  readonly adminPort: number | undefined;
  /** Goes on in a new audit file, once the old one was moved away. */
  reopenAudit(): void;
  /** Takes no new connections, answers whoever waits, ends the calls under way. */
  stop(): Promise<void>;
};

/** What answers may take to leave once all work has ended. */
const graceMs = 2_000;
/** Connections that may wait to be accepted while the event loop is busy; the kernel caps it. */
const backlog = 4_096;

/**
 * The proxy with a server of its own, and metrics and the list for the bill on the admin port only. `spareMs`: what a
 * request may take beyond the longest upload, the reading of a refused one's rest included; whoever sends a body that
 * never ends, to any route, is disconnected then.
 */
export async function startService(
  { options, host, port, adminHost, adminPort, auditLog }: ServiceConfig,
  log: Log,
  { spareMs = 15_000 }: { readonly spareMs?: number } = {},
): Promise<Service> {
  const audit = auditLog === undefined ? undefined : createAuditFile(auditLog, log);
  const proxy = createProxy({ ...options, log, ...(audit ? { audit: audit.write } : {}) }, { host });
  const requestTimeout = (options.uploadMs ?? usualUploadMs) + spareMs;
  const server = createServer(serverOptions, proxy.handler);
  proxy.guard(server);
  // An upload has its own, shorter limits (UPLOAD_…).
  server.requestTimeout = requestTimeout;
  server.headersTimeout = Math.min(server.headersTimeout, requestTimeout);
  const admin = adminPort === undefined ? undefined : createServer(adminApp(proxy, log));
  await proxy.start();
  try {
    await listen(server, port, host);
    if (admin) await listen(admin, adminPort ?? 0, adminHost);
  } catch (error) {
    server.close();
    await proxy.stop();
    throw error;
  }

  return {
    port: portOf(server),
    adminPort: admin && portOf(admin),
    reopenAudit: () => audit?.reopen(),
    async stop() {
      const closed = Promise.all([close(server), admin && close(admin)]);
      await proxy.stop();
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      admin?.closeAllConnections();
      await closed;
      clearTimeout(timer);
      audit?.close();
    },
  };
}

function adminApp(
  { metrics, reconcile, confirmEpoch, revokeSessions, webhooks }: ScanfillProxy,
  log: Log,
): express.Express {
  const app = express().disable('x-powered-by');
  app.get('/metrics', async (_request, response) => {
    const { contentType, text } = await metrics();
    response.set('Content-Type', contentType).send(text);
  });
  app.get('/reconcile', getReconcile(reconcile));
  app.post('/epoch/confirm', confirmEpochRoute(confirmEpoch));
  app.post('/sessions/revoke', ...revokeSessionsRoute(revokeSessions));
  app.get('/webhooks', listGivenUp(webhooks));
  app.post('/webhooks/resend', resendGivenUp(webhooks));
  app.use(problemHandler({ log, endUnread: createEndUnread() }));
  return app;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
