import type { RequestHandler } from 'express';
import { ProblemError } from '../base/problem-error.ts';
import { limits } from '../contract/limits.ts';
import { hasEnded, type Job } from '../jobs/job.ts';
import { answerJson } from './answer.ts';
import { clientGone } from './client-gone.ts';
import type { HttpContext } from './context.ts';
import { sessionOf } from './guards/session-guard.ts';
import { held } from './polls/held.ts';
import { preferredWaitMs, waitHeaders } from './polls/prefer.ts';
import { looksChanged } from './scan-view.ts';

/**
 * `GET /v1/scans?ids=a,b`: many scans in one answer, `{ scans, missing }`. With `Prefer: wait` held until one of them
 * changes, not at all when one has ended already: ask for the pending ones only.
 */
export function getScans({ waiting, polls, viewOf }: HttpContext): RequestHandler {
  return async (request, response) => {
    const { subject } = sessionOf(response);
    const ids = idsOf(request.query.ids);
    const wantedMs = preferredWaitMs(request.get('prefer'));
    const mine = (job: Job | undefined): job is Job => job?.subject === subject;
    let first: readonly (Job | undefined)[] | undefined;
    await held(polls, subject, wantedMs, async (waitMs) => {
      const jobs = await waiting.until({
        ids,
        enough(each) {
          first ??= each;
          return each.some((job, index) => {
            const before = first?.[index];
            return !mine(job) || hasEnded(job) || !before || looksChanged(before, job);
          });
        },
        ms: waitMs,
        gone: clientGone(response),
      });
      const scans = jobs.filter(mine).map(viewOf);
      const missing = ids.filter((_, index) => !mine(jobs[index]));
      answerJson(response, 200, { scans, missing }, waitHeaders(waitMs, waitMs === wantedMs));
    });
  };
}

function idsOf(query: unknown): readonly string[] {
  const ids = typeof query === 'string' ? [...new Set(query.split(',').filter((id) => id !== ''))] : [];
  if (ids.length === 0 || ids.length > limits.maxIds)
    throw new ProblemError('request-invalid', `Say ?ids= with 1 to ${limits.maxIds} ids, separated by commas.`);
  return ids;
}
