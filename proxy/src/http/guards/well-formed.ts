import type { RequestHandler } from 'express';
import { ProblemError } from '../../base/problem-error.ts';

/** A request may have so many headers. */
export const mostHeaders = 100;

/** Refuses what HTTP allows and nobody who means well sends. */
export const wellFormed: RequestHandler = (request, _response, next) => {
  const { rawHeaders, httpVersion, headers } = request;
  if ((rawHeaders ?? []).length / 2 > mostHeaders)
    throw new ProblemError('headers-too-large', `More than ${mostHeaders} headers are not taken.`);
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && coding.toLowerCase() !== 'chunked')
    throw new ProblemError('request-invalid', 'Transfer-Encoding may be chunked, and nothing else.');
  if (httpVersion === '1.1' && headers.host === undefined)
    throw new ProblemError('request-invalid', 'A request by HTTP/1.1 needs a Host.');
  next();
};
