import type { RequestHandler } from 'express';
import { ProblemError } from '../base/problem-error.ts';
import { hasEnded, type Job } from '../jobs/job.ts';
import { answerJson } from './answer.ts';
import { clientGone } from './client-gone.ts';
import type { HttpContext } from './context.ts';
import { sessionOf } from './guards/session-guard.ts';
import { held } from './polls/held.ts';
import { preferredWaitMs, waitHeaders } from './polls/prefer.ts';
import { looksChanged } from './scan-view.ts';

/**
 * `GET /v1/scans/:id`: the scan; with `Prefer: wait` held until its state changes. Another session's scan does not
 * exist.
 */
export function getScan({ waiting, polls, viewOf }: HttpContext): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { subject } = sessionOf(response);
    let first: Job | undefined;
    await held(polls, subject, preferredWaitMs(request.get('prefer')), async (waitMs) => {
      const [job] = await waiting.until({
        ids: [request.params.id],
        enough([each]) {
          first ??= each;
          return !each || each.subject !== subject || hasEnded(each) || looksChanged(first ?? each, each);
        },
        ms: waitMs,
        gone: clientGone(response),
      });
      if (!job || job.subject !== subject)
        throw new ProblemError('scan-not-found', 'It expired, was deleted, or never was.');
      answerJson(response, 200, viewOf(job), waitHeaders(waitMs, hasEnded(job)));
    });
  };
}
