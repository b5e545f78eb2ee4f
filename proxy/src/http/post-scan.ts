import type { Request, RequestHandler, Response } from 'express';
import { ProblemError } from '../base/problem-error.ts';
import { consentHeader } from '../contract/consent.ts';
import { limits } from '../contract/limits.ts';
import { hasEnded, type Job } from '../jobs/job.ts';
import { answerJson } from './answer.ts';
import { cardOf } from './card-of.ts';
import { clientGone } from './client-gone.ts';
import { consentOf } from './consent.ts';
import type { HttpContext } from './context.ts';
import { sessionOf } from './guards/session-guard.ts';
import { held } from './polls/held.ts';
import { preferredWaitMs, waitHeaders } from './polls/prefer.ts';
import type { Intake } from './uploads/intake.ts';

/**
 * `POST /v1/scans?card=…`: takes an image's raw bytes and queues their recognition. `mounted`: the path that clients
 * know the service under; where the host has mounted it unless told.
 */
export function postScan(context: HttpContext, intake: Intake, mounted: string | undefined): RequestHandler {
  const { waiting, polls, clock, failpoint, viewOf } = context;

  async function ended(job: Job, ms: number, response: Response): Promise<Job> {
    const [found] = await waiting.until({
      ids: [job.id],
      enough: ([each]) => !each || hasEnded(each),
      ms,
      onlyEnds: true,
      known: [job],
      gone: clientGone(response),
    });
    // Deleted while it was waited for.
    if (!found) throw new ProblemError('scan-not-found');
    return found;
  }

  return async (request, response) => {
    const session = sessionOf(response);
    const card = cardOf(request, session);
    const consent = consentOf(request.get(consentHeader), clock.now());
    const kept = await intake(request, { session, card, consent, key: keyOf(request) });
    await failpoint('before-reply');
    await held(polls, session.subject, preferredWaitMs(request.get('prefer')), async (waitMs) => {
      const found = waitMs > 0 && !hasEnded(kept) ? await ended(kept, waitMs, response) : kept;
      const over = hasEnded(found);
      const headers = { Location: `${mounted ?? request.baseUrl}/v1/scans/${kept.id}`, ...waitHeaders(waitMs, over) };
      answerJson(response, over ? 200 : 202, viewOf(found), headers);
    });
  };
}

function keyOf(request: Request): string | undefined {
  const key = request.get('idempotency-key');
  if (key !== undefined && (!/^[\x20-\x7e]+$/.test(key) || key.length > limits.maxIdempotencyKeyLength))
    throw new ProblemError(
      'idempotency-key-invalid',
      `An Idempotency-Key has 1 to ${limits.maxIdempotencyKeyLength} printable ASCII characters.`,
    );
  return key;
}
