import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { causeOf } from '../base/log.ts';
import { ProblemError } from '../base/problem-error.ts';
import { createRandomBytes } from '../base/random.ts';
import { type CardName, isCardName } from '../contract/cards.ts';
import { consentHeader } from '../contract/consent.ts';
import { limits } from '../contract/limits.ts';
import { hasEnded, type Job } from '../jobs/job.ts';
import type { Session } from '../sessions/form.ts';
import type { Allowance, Created } from '../store/store.ts';
import { createAdmission } from './admission.ts';
import { answerJson } from './answer.ts';
import { clientGone } from './client-gone.ts';
import { consentOf } from './consent.ts';
import type { HttpContext } from './context.ts';
import { held } from './held.ts';
import { bodyOf } from './host/body-taken.ts';
import { preferredWaitMs, waitHeaders } from './prefer.ts';
import { sessionOf } from './session-guard.ts';
import { mostPieces, receiveUpload, type Upload } from './upload.ts';
import { createUploadRoom, quotaExceeded } from './upload-room.ts';

/**
 * `POST /v1/scans?card=…`: takes an image's raw bytes and queues their recognition. `mounted`: the path that clients
 * know the service under; where the host has mounted it unless told.
 */
export function postScan(context: HttpContext, mounted: string | undefined): RequestHandler {
  const { store, images, clock, log, waiting, polls, failpoint, ceiling, viewOf } = context;

  const randomBytes = createRandomBytes();
  const admit = createAdmission({ store, clock, mostQueued: context.limits.mostQueued });
  const enter = createUploadRoom({ ...context, isOpen: context.verify === undefined });

  function quotaOf({ id, quota, expiresAtMs }: Session): Allowance | undefined {
    const limit = quota ?? context.limits.sessionQuota;
    // Everybody's has no end.
    if (limit === 0 || context.verify === undefined) return undefined;
    return { key: hashOf(id), limit, expiresAtMs };
  }

  async function create(
    job: Job,
    upload: Upload,
    {
      key,
      quota,
      session,
    }: { readonly key: string | undefined; readonly quota: Allowance | undefined; readonly session: string },
  ): Promise<Job> {
    const expiresAtMs = job.createdAtMs + limits.idempotencyMs;
    const created = await store.create({
      job: { ...job, image: upload.ref },
      ...(key === undefined ? {} : { idempotency: { key, fingerprint: hashOf(job.card, upload.digest), expiresAtMs } }),
      ...(quota ? { quota } : {}),
      ...(ceiling ? { ceiling: ceiling.allowance() } : {}),
    });
    if (created.kind === 'created') {
      if (created.spent !== undefined) ceiling?.taken(created.spent);
      context.created(job.card, upload.bytes);
      const { subject, id: scan, card } = job;
      context.audit({ event: 'taken', subject, session, scan, card });
      log.info({ scan: job.id, card: job.card, bytes: upload.bytes }, 'scan created');
      return { ...job, image: upload.ref };
    }
    await images.erase([upload.ref]).catch((error: unknown) => {
      log.warn({ cause: causeOf(error) }, 'a repeated upload could not be erased yet');
    });
    if (created.kind === 'ceiling-reached') throw ceiling?.refusal() ?? new ProblemError('daily-limit');
    return existing(created);
  }

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
    const { subject } = session;
    const { key: given, bytes, waitMs: wantedMs } = headersOf(request);
    const consent = consentOf(request.get(consentHeader), clock.now());
    const key = given === undefined ? undefined : hashOf(subject, given);
    const quota = quotaOf(session);
    if (context.stopping.aborted) throw new ProblemError('stopping');
    await admit();
    const leave = await enter({ subject, quota, key, bytes });
    let kept: Job;
    try {
      const id = randomBytes(16).toString('base64url');
      const upload = await receiveUpload(bodyOf(request), {
        id,
        images,
        bytes,
        ...context.limits,
        mostPieces,
        precedence: { turn: () => context.precedence.turn(subject) },
        stopping: context.stopping,
      });
      const nowMs = clock.now();
      const phase = { state: 'queued', readyAtMs: nowMs } as const;
      const imageDigest = Buffer.from(upload.digest, 'hex').toString('base64url');
      const job: Job = {
        id,
        card,
        subject,
        createdAtMs: nowMs,
        attempts: 0,
        imageDigest,
        ...(consent ? { consent } : {}),
        phase,
      };
      kept = await create(job, upload, { key, quota, session: session.id });
    } finally {
      leave();
    }
    await failpoint('before-reply');
    await held(polls, subject, wantedMs, async (waitMs) => {
      const found = waitMs > 0 && !hasEnded(kept) ? await ended(kept, waitMs, response) : kept;
      const over = hasEnded(found);
      const headers = { Location: `${mounted ?? request.baseUrl}/v1/scans/${kept.id}`, ...waitHeaders(waitMs, over) };
      answerJson(response, over ? 200 : 202, viewOf(found), headers);
    });
  };
}

function cardOf(request: Request, session: Session): CardName {
  const { card } = request.query;
  if (card === undefined || card === '')
    throw new ProblemError('card-missing', 'Say ?card= with one of the card types.');
  if (!isCardName(card)) throw new ProblemError('card-unknown', 'Say ?card= with one of the card types.');
  if (session.cards && !session.cards.includes(card))
    throw new ProblemError('card-refused', `This session may scan: ${session.cards.join(', ')}.`);
  return card;
}

function headersOf(request: Request): { key: string | undefined; bytes: number | undefined; waitMs: number } {
  const type = request.get('content-type') ?? 'application/octet-stream';
  if (!/^(image\/[\w.+-]+|application\/octet-stream)\s*(;|$)/i.test(type))
    throw new ProblemError('image-format', 'Send the raw bytes of the image as the body, with Content-Type: image/*.');
  if (!/^(identity)?$/i.test(request.get('content-encoding') ?? ''))
    throw new ProblemError('image-format', 'Send the image without a Content-Encoding.');
  const key = request.get('idempotency-key');
  if (key !== undefined && (!/^[\x20-\x7e]+$/.test(key) || key.length > limits.maxIdempotencyKeyLength))
    throw new ProblemError(
      'idempotency-key-invalid',
      `An Idempotency-Key has 1 to ${limits.maxIdempotencyKeyLength} printable ASCII characters.`,
    );
  const length = request.get('content-length');
  const bytes = length === undefined ? undefined : Number(length);
  if (bytes === 0) throw new ProblemError('body-empty', 'Send the raw bytes of the image as the body.');
  if (bytes !== undefined && bytes > limits.maxBytes)
    throw new ProblemError('image-too-large', `The image has ${bytes} bytes; ${limits.maxBytes} are the limit.`);
  return { key, bytes, waitMs: preferredWaitMs(request.get('prefer')) };
}

function existing(created: Exclude<Created, { kind: 'created' | 'ceiling-reached' }>): Job {
  switch (created.kind) {
    case 'existing':
      if (created.stored && !created.stored.job.emptied) return created.stored.job;
      throw new ProblemError('idempotency-conflict', 'The scan of this Idempotency-Key was deleted. Use another key.');
    case 'conflict':
      throw new ProblemError('idempotency-conflict', 'This key came with another image or card type. Use another key.');
    case 'quota-exceeded':
      throw quotaExceeded();
  }
}

function hashOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('base64url');
}
