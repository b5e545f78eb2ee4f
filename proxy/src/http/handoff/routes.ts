import type { RequestHandler, Router } from 'express';
import type { HttpContext } from '../context.ts';
import type { EraseScan } from '../erase-scan.ts';
import { originGuard } from '../guards/origins.ts';
import { fetchedOnly, hostGuard } from '../guards/page-guard.ts';
import { subjectLimit } from '../guards/rate-limit.ts';
import { methodNotAllowed } from '../problems.ts';
import type { Intake } from '../uploads/intake.ts';
import { confirmHandoff, deleteHandoff, getHandoff, offerHandoffs, postHandoff } from './computer.ts';
import { createHandoffs } from './handoffs.ts';
import { createNews } from './news.ts';
import { getPhone, openHandoff, phoneGuard, pickCode, postPhoto } from './phone.ts';
import type { PhonePage } from './phone-page.ts';

/** Adds the routes of hand-offs, a computer's (`session` guards them) and a phone's, and the phone's page. */
export function addHandoffRoutes(
  router: Router,
  context: HttpContext,
  options: {
    readonly page: PhonePage;
    /** Where the service is reached from outside. */
    readonly publicUrl: string;
    readonly origins: readonly RequestHandler[];
    readonly session: readonly RequestHandler[];
    readonly intake: Intake;
    readonly erase: EraseScan;
  },
): void {
  const { page, publicUrl, origins, session, intake, erase } = options;
  const handoffs = createHandoffs(context);
  const news = createNews(context, handoffs);
  const limit = subjectLimit({ store: context.store, perMinute: context.limits.requestsPerMinute });
  const phone = (opening = false): RequestHandler<{ id: string }>[] => [
    ...(context.verify ? [] : [hostGuard(publicUrl, [])]),
    // The page is the proxy's own: no other may act as a phone.
    ...originGuard([], publicUrl),
    context.addressLimit.refuses,
    fetchedOnly,
    phoneGuard(context, handoffs, opening),
    limit,
  ];

  router.get('/phone', page.page);
  router.get('/phone/:file', page.file);

  router.use(['/v1/handoffs', '/v1/phone'], context.addressLimit.counts);
  router.options(['/v1/handoffs', '/v1/handoffs/:id', '/v1/handoffs/:id/confirm'], ...origins);
  router.get('/v1/handoffs', ...origins, offerHandoffs);
  router.post('/v1/handoffs', ...session, postHandoff(context, handoffs, `${publicUrl}/phone`));
  router.all('/v1/handoffs', methodNotAllowed(['GET', 'HEAD', 'POST']));
  router.get('/v1/handoffs/:id', ...session, getHandoff(context, handoffs, news));
  router.delete('/v1/handoffs/:id', ...session, deleteHandoff(handoffs));
  router.all('/v1/handoffs/:id', methodNotAllowed(['GET', 'HEAD', 'DELETE']));
  router.post('/v1/handoffs/:id/confirm', ...session, confirmHandoff(context, handoffs));
  router.all('/v1/handoffs/:id/confirm', methodNotAllowed(['POST']));

  router.get('/v1/phone/:id', ...phone(), getPhone(context, news));
  router.all('/v1/phone/:id', methodNotAllowed(['GET', 'HEAD']));
  router.post('/v1/phone/:id/open', ...phone(true), openHandoff(handoffs));
  router.post('/v1/phone/:id/pick', ...phone(), pickCode(handoffs));
  router.post('/v1/phone/:id/photo', ...phone(), postPhoto(handoffs, intake, erase));
  router.all(['/v1/phone/:id/open', '/v1/phone/:id/pick', '/v1/phone/:id/photo'], methodNotAllowed(['POST']));
}
