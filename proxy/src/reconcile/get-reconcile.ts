import { pipeline } from 'node:stream/promises';
import type { RequestHandler } from 'express';
import { ProblemError } from '../base/problem-error.ts';
import { isReportFormat, momentOf, type ReportQuestion, reportTypes } from './report.ts';

/** `GET /reconcile?format=csv|json&since=2026-11-01`, on the admin port: what may have been billed without a result. */
export function getReconcile(list: (question: ReportQuestion) => AsyncIterable<string>): RequestHandler {
  return async (request, response) => {
    const { format = 'json', since } = request.query;
    if (!isReportFormat(format)) throw new ProblemError('request-invalid', 'format is csv or json.');
    const sinceMs = typeof since === 'string' ? momentOf(since) : undefined;
    if (since !== undefined && sinceMs === undefined)
      throw new ProblemError('request-invalid', 'since is a day or a moment: 2026-11-01 or 2026-11-01T08:00:00Z.');
    const pieces = list({ format, ...(sinceMs === undefined ? {} : { sinceMs }) })[Symbol.asyncIterator]();
    // A store that is away is told of in the answer's status, before anything is written.
    const first = await pieces.next();
    response.set('Content-Type', reportTypes[format]).set('Cache-Control', 'no-store');
    const rest = { [Symbol.asyncIterator]: () => pieces };
    await pipeline(async function* () {
      if (!first.done) yield first.value;
      yield* rest;
    }, response);
  };
}
