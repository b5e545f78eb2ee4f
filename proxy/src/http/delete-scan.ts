import type { RequestHandler } from 'express';
import { ProblemError } from '../base/problem-error.ts';
import type { EraseScan } from './erase-scan.ts';
import { sessionOf } from './guards/session-guard.ts';

/** `DELETE /v1/scans/:id`: image and result are erased now; 204. */
export function deleteScan(erase: EraseScan): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { subject, id: session } = sessionOf(response);
    if (!(await erase(request.params.id, subject, session)))
      throw new ProblemError('scan-not-found', 'It expired, was deleted, or never was.');
    response.status(204).end();
  };
}
