import type { Request, RequestHandler, Response } from 'express';
import { ProblemError } from '../../base/problem-error.ts';
import { answerJson } from '../answer.ts';
import type { HttpContext } from '../context.ts';
import type { EraseScan } from '../erase-scan.ts';
import { actAs, bearerOf, everybody, sessionOf } from '../guards/session-guard.ts';
import { held } from '../polls/held.ts';
import { preferredWaitMs, waitHeaders } from '../polls/prefer.ts';
import type { Intake } from '../uploads/intake.ts';
import { checkMaySend, type Found, type Handoffs, isSecret, opened, picked, sent, shownOn } from './handoffs.ts';
import type { News } from './news.ts';

/** 22 characters of base64url: 128 bits of chance. */
const secretForm = /^[\w-]{22}$/;

/**
 * Lets a phone through to its hand-off, as the computer's subject and under that session's limits. `opening`: by the
 * link's secret and one of the phone's own, `<link>.<phone>`; else by the phone's own.
 */
export function phoneGuard(
  { revocations }: Pick<HttpContext, 'revocations'>,
  handoffs: Handoffs,
  opening = false,
): RequestHandler<{ id: string }> {
  return async (request, response, next) => {
    const { handoff } = await handoffs.find(request.params.id);
    const { link, phone } = secretsOf(request, opening);
    if (opening ? !isSecret(link, handoff.link) : handoff.phone === undefined || !isSecret(phone, handoff.phone))
      throw new ProblemError('handoff-not-found', 'It is long over, or never was.');
    const { session, subject, expiresAtMs } = handoff;
    const acting = session
      ? {
          ...session,
          subject,
          quota: session.quota,
          cards: [handoff.card],
          // What it creates counts for as long as it may create.
          expiresAtMs: Math.max(session.expiresAtMs, expiresAtMs),
        }
      : everybody;
    if (session) await revocations.check(acting);
    actAs(response, acting);
    next();
  };
}

/** `POST /v1/phone/:id/open`: the tap that spends the link; answers what it is for, and the numbers to pick from. */
export function openHandoff(handoffs: Handoffs): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { phone } = secretsOf(request, true);
    answerPhone(response, await handoffs.change(request.params.id, (found) => opened(found, phone)));
  };
}

/** `POST /v1/phone/:id/pick?code=…`: the number that the computer shows; another one ends it. */
export function pickCode(handoffs: Handoffs): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const found = await handoffs.change(request.params.id, (each) => picked(each, request.query.code));
    if (found.progress === 'refused')
      throw new ProblemError('handoff-refused', 'The link is spent. Ask the computer for a new one.');
    answerPhone(response, found);
  };
}

/** `GET /v1/phone/:id`: how far it is, never a field; with `Prefer: wait` held while it is as far as `after` says. */
export function getPhone({ polls }: Pick<HttpContext, 'polls'>, news: News): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { subject } = sessionOf(response);
    await held(polls, subject, preferredWaitMs(request.get('prefer')), async (waitMs) => {
      answerPhone(response, await news(request.params.id, request.query.after, waitMs, response), waitMs);
    });
  };
}

/**
 * `POST /v1/phone/:id/photo?photo=…`: the photo's raw bytes, after so many others of this hand-off. One scan for each,
 * however often it is sent.
 */
export function postPhoto(handoffs: Handoffs, intake: Intake, erase: EraseScan): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { id } = request.params;
    const session = sessionOf(response);
    const photo = photoOf(request.query.photo);
    const found = await handoffs.find(id);
    checkMaySend(found, photo);
    const job = await intake(request, {
      session,
      card: found.handoff.card,
      consent: found.handoff.consent,
      // No client's own key holds a NUL.
      key: ['handoff', id, photo].join('\0'),
    });
    try {
      answerPhone(response, await handoffs.change(id, (each) => sent(each, job.id)));
    } catch (error) {
      // The computer has gone on without, while the photo was on its way.
      if (error instanceof ProblemError && error.code === 'handoff-revoked')
        await erase(job.id, session.subject, session.id).catch(() => false);
      throw error;
    }
  };
}

function secretsOf(request: Request<{ id: string }>, opening: boolean): { link: string; phone: string } {
  const token = bearerOf(request);
  const [link = '', phone = ''] = opening ? token.split('.') : ['', token];
  if (opening && !(secretForm.test(link) && secretForm.test(phone)))
    throw new ProblemError(
      'session-missing',
      'Send Authorization: Bearer <the link’s secret>.<one of the phone’s own>.',
    );
  return { link, phone };
}

function photoOf(text: unknown): number {
  if (typeof text !== 'string' || !/^\d$/.test(text))
    throw new ProblemError('request-invalid', 'Say ?photo= with how many photos were sent before this one.');
  return Number(text);
}

function answerPhone(response: Response, found: Pick<Found, 'handoff' | 'progress' | 'job'>, waitMs = 0): void {
  const { handoff, progress } = found;
  const { card, choices, expiresAtMs, state, scans } = handoff;
  const view = {
    card,
    state: progress,
    photos: scans.length,
    expiresAt: new Date(expiresAtMs).toISOString(),
    ...(state === 'opened' ? { choices } : {}),
    ...shownOn(found),
  };
  answerJson(response, 200, view, waitHeaders(waitMs, true));
}
