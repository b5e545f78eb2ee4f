import type { RequestHandler } from 'express';
import { ProblemError } from '../base/problem-error.ts';

/**
 * `POST /epoch/confirm?resubmit=no|yes`, on the admin port: the operator has looked at a restored backup or a failover.
 * Answers `{ ended }`, how many scans that waited since before ended as `unconfirmed`.
 */
export function confirmEpoch(confirm: (options: { readonly resubmit: boolean }) => Promise<number>): RequestHandler {
  return async (request, response) => {
    const { resubmit = 'no' } = request.query;
    if (resubmit !== 'no' && resubmit !== 'yes') throw new ProblemError('request-invalid', 'resubmit is no or yes.');
    response.json({ ended: await confirm({ resubmit: resubmit === 'yes' }) });
  };
}
