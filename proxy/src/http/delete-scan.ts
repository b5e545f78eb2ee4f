import type { RequestHandler } from 'express';
import { causeOf } from '../base/log.ts';
import { ProblemError } from '../base/problem-error.ts';
import type { HttpContext } from './context.ts';
import { sessionOf } from './session-guard.ts';

/** `DELETE /v1/scans/:id`: image and result are erased now; 204. */
export function deleteScan({ store, images, log }: HttpContext): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { subject } = sessionOf(response);
    const { id } = request.params;
    const [stored] = await store.get([id]);
    if (stored?.job.subject !== subject)
      throw new ProblemError('scan-not-found', 'It expired, was deleted, or never was.');
    const { image, card, phase } = stored.job;
    // The image first: an error in between leaves the scan, and deleting can be asked for again.
    if (image !== undefined) {
      await images.erase([image]).catch((error: unknown) => {
        log.warn({ scan: id, cause: causeOf(error) }, 'image could not be erased');
        throw new ProblemError('store-unavailable', 'The image could not be erased yet. Delete again.', {
          cause: error,
        });
      });
    }
    await store.erase([id]);
    log.info({ scan: id, card, state: phase.state }, 'scan deleted');
    response.status(204).end();
  };
}
