import type { RequestHandler } from 'express';
import { ProblemError } from '../../base/problem-error.ts';
import { consentHeader } from '../../contract/consent.ts';
import { answerJson } from '../answer.ts';
import { cardOf } from '../card-of.ts';
import { consentOf } from '../consent.ts';
import type { HttpContext } from '../context.ts';
import { sessionOf } from '../guards/session-guard.ts';
import { held } from '../polls/held.ts';
import { preferredWaitMs, waitHeaders } from '../polls/prefer.ts';
import { confirmed, ended, type Found, type Handoffs, shownOn } from './handoffs.ts';
import type { News } from './news.ts';

const windowMs = 60_000;
/** Hand-offs of one subject in a minute. */
const mostMade = 20;

/** `GET /v1/handoffs`: that they are offered here; where they are not, there is no such address. */
export const offerHandoffs: RequestHandler = (_request, response) => answerJson(response, 200, { offered: true });

/** `POST /v1/handoffs?card=…`: a link for a phone, good for five minutes and one phone. */
export function postHandoff(
  { store, verify, clock, limits }: Pick<HttpContext, 'store' | 'verify' | 'clock' | 'limits'>,
  handoffs: Handoffs,
  page: string,
): RequestHandler {
  async function count(subject: string): Promise<void> {
    // A subject that may ask as often as it likes stands for many people.
    if (limits.requestsPerMinute === 0) return;
    const { hits, resetAtMs } = await store.hit(`handoffs ${subject}`, windowMs);
    if (hits <= mostMade) return;
    throw new ProblemError('rate-limited', `At most ${mostMade} hand-offs a minute.`, {
      retryAfterSeconds: Math.max(1, Math.ceil((resetAtMs - clock.now()) / 1_000)),
    });
  }

  return async (request, response) => {
    const session = sessionOf(response);
    const card = cardOf(request, session);
    const consent = consentOf(request.get(consentHeader), clock.now());
    await count(session.subject);
    const { handoff, secret } = await handoffs.make(card, session, { isOpen: verify === undefined, consent });
    answerJson(response, 201, {
      ...viewOf({ handoff, progress: handoff.state, job: undefined }),
      // In the fragment, which browsers send nowhere.
      link: `${page}#${handoff.id}.${secret}`,
    });
  };
}

/** `GET /v1/handoffs/:id`: how far it is; with `Prefer: wait` held while it is as far as `after` says. */
export function getHandoff(
  { polls }: Pick<HttpContext, 'polls'>,
  handoffs: Handoffs,
  news: News,
): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { subject } = sessionOf(response);
    await own(handoffs, request.params.id, subject);
    await held(polls, subject, preferredWaitMs(request.get('prefer')), async (waitMs) => {
      const found = await news(request.params.id, request.query.after, waitMs, response);
      answerJson(response, 200, viewOf(found), waitHeaders(waitMs, true));
    });
  };
}

/** `POST /v1/handoffs/:id/confirm`: the phone that picked the number may take its photo. */
export function confirmHandoff(
  { clock }: Pick<HttpContext, 'clock'>,
  handoffs: Handoffs,
): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { id } = request.params;
    await own(handoffs, id, sessionOf(response).subject);
    answerJson(response, 200, viewOf(await handoffs.change(id, (found) => confirmed(found, clock.now()))));
  };
}

/** `DELETE /v1/handoffs/:id`: the link, and the phone that has it, may do nothing more; 204. */
export function deleteHandoff(handoffs: Handoffs): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { id } = request.params;
    await own(handoffs, id, sessionOf(response).subject);
    await handoffs.change(id, ended);
    response.status(204).end();
  };
}

/** Another subject's does not exist. */
async function own(handoffs: Handoffs, id: string, subject: string): Promise<void> {
  const { handoff } = await handoffs.find(id);
  if (handoff.subject !== subject) throw new ProblemError('handoff-not-found', 'It is long over, or never was.');
}

function viewOf(found: Pick<Found, 'handoff' | 'progress' | 'job'>) {
  const { handoff, progress } = found;
  const { id, card, code, expiresAtMs, scans } = handoff;
  const scan = scans.at(-1);
  return {
    id,
    card,
    state: progress,
    code,
    expiresAt: new Date(expiresAtMs).toISOString(),
    ...(scan === undefined ? {} : { scan }),
    ...shownOn(found),
  };
}
