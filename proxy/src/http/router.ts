import express, { type Router } from 'express';
import type { PhoneWords } from '../config/phone.ts';
import type { ServedImages } from '../images/images.ts';
import type { Jwks } from '../receipt/receipt-keys.ts';
import { openApiDocument } from '../schema/openapi.ts';
import type { HttpContext } from './context.ts';
import { deleteScan } from './delete-scan.ts';
import type { EraseScan } from './erase-scan.ts';
import { getImage } from './get-image.ts';
import { getReceiptKeys, keysPath } from './get-receipt-keys.ts';
import { getScan } from './get-scan.ts';
import { getScans } from './get-scans.ts';
import { fixedHeaders } from './guards/fixed-headers.ts';
import { originGuard } from './guards/origins.ts';
import { fetchedOnly, hostGuard } from './guards/page-guard.ts';
import { subjectLimit } from './guards/rate-limit.ts';
import { backendGuard, sessionGuard } from './guards/session-guard.ts';
import { wellFormed } from './guards/well-formed.ts';
import { createPhonePage } from './handoff/phone-page.ts';
import { addHandoffRoutes } from './handoff/routes.ts';
import { healthz, readyz } from './health.ts';
import { publicPath } from './host/own-path.ts';
import { type CallbackTrust, postCallback } from './post-callback.ts';
import { postScan } from './post-scan.ts';
import { methodNotAllowed, notFound, problemHandler } from './problems.ts';
import { recastScan } from './recast-scan.ts';
import { requestLog } from './request-log.ts';
import { createIntake } from './uploads/intake.ts';

/** The routes of the service, to be mounted at any path. */
export function createRouter(
  context: HttpContext,
  options: {
    readonly allowedOrigins: readonly string[];
    readonly publicUrl: string | undefined;
    /** Where the image host's images are served here. */
    readonly served: ServedImages | undefined;
    readonly callback: CallbackTrust | undefined;
    readonly receiptKeys: Jwks;
    readonly erase: EraseScan;
    /** Each end of a scan is told to the host. */
    readonly tellsHost: boolean;
    /** What the phone's page says; undefined: hand-offs are not offered. */
    readonly phone: PhoneWords | undefined;
    /** Gives the subject of a backend's token; undefined without BACKEND_SECRET. */
    readonly verifyBackend: ((token: string) => Promise<string>) | undefined;
  },
): Router {
  const { allowedOrigins, publicUrl, served, callback, receiptKeys, erase, tellsHost, phone, verifyBackend } = options;
  const router = express.Router();
  const document = openApiDocument();
  const session = [
    ...(context.verify ? [] : [hostGuard(publicUrl, allowedOrigins)]),
    ...originGuard(allowedOrigins, publicUrl),
    context.addressLimit.refuses,
    fetchedOnly,
    sessionGuard(context),
    subjectLimit({ store: context.store, perMinute: context.limits.requestsPerMinute }),
  ];
  const origins = originGuard(allowedOrigins, publicUrl);
  const mounted = publicPath(publicUrl);
  const intake = createIntake(context);

  router.use(fixedHeaders());
  router.use(requestLog(context));
  // A host's routes behind this router may read on after their answer.
  router.use(
    ['/v1', '/i', '/phone', '/healthz', '/readyz', '/openapi.json', keysPath],
    wellFormed,
    (request, response, next) => {
      context.endUnread(request, response);
      next();
    },
  );

  router.get('/healthz', healthz(context));
  router.get('/readyz', readyz(context));
  router.get('/openapi.json', ...origins, (request, response) => {
    // Koa begins every answer as 404.
    response.status(200).json({ ...document, servers: [{ url: (mounted ?? request.baseUrl) || '/' }] });
  });

  router.use('/v1/scans', context.addressLimit.counts);
  router.get(keysPath, ...origins, getReceiptKeys(receiptKeys));

  router.options(['/v1/scans', '/v1/scans/:id', '/v1/scans/:id/recast'], ...origins);
  router.post('/v1/scans', ...session, postScan(context, intake, mounted));
  router.get('/v1/scans', ...session, getScans(context));
  router.all('/v1/scans', methodNotAllowed(['GET', 'HEAD', 'POST']));
  router.get('/v1/scans/:id', ...session, getScan(context));
  router.delete('/v1/scans/:id', ...session, deleteScan(erase));
  router.all('/v1/scans/:id', methodNotAllowed(['GET', 'HEAD', 'DELETE']));
  router.post('/v1/scans/:id/recast', ...session, recastScan(context, tellsHost));
  router.all('/v1/scans/:id/recast', methodNotAllowed(['POST']));

  const page = phone && createPhonePage(phone, mounted ?? '');
  if (phone && !page)
    context.log.error({}, 'PHONE_NAME is set, and the files of the phone’s page are not in this build: not offered');
  if (page && publicUrl !== undefined)
    addHandoffRoutes(router, context, { page, publicUrl, origins, session, intake, erase });

  if (verifyBackend) {
    const backend = backendGuard(verifyBackend);
    router.get('/v1/backend/scans', backend, getScans(context));
    router.all('/v1/backend/scans', methodNotAllowed(['GET', 'HEAD']));
    router.get('/v1/backend/scans/:id', backend, getScan(context));
    router.delete('/v1/backend/scans/:id', backend, deleteScan(erase));
    router.all('/v1/backend/scans/:id', methodNotAllowed(['GET', 'HEAD', 'DELETE']));
  }
  if (callback) router.post('/v1/callbacks/:token', ...postCallback(context, callback));
  if (served) router.get('/i/:token', getImage(served, context.precedence));

  // Only below paths of its own: the host's other routes may stand behind this router.
  router.use(['/v1', '/i'], notFound);
  router.use(problemHandler(context));
  return router;
}
