import type { Request } from 'express';
import { causeOf } from '../../base/log.ts';
import { ProblemError } from '../../base/problem-error.ts';
import { createRandomBytes } from '../../base/random.ts';
import type { CardName } from '../../contract/cards.ts';
import { limits } from '../../contract/limits.ts';
import type { Job } from '../../jobs/job.ts';
import type { Session } from '../../sessions/form.ts';
import type { Allowance, Created } from '../../store/store.ts';
import type { HttpContext } from '../context.ts';
import { hashOf } from '../hash-of.ts';
import { bodyOf } from '../host/body-taken.ts';
import { createAdmission } from './admission.ts';
import { mostPieces, receiveUpload, type Upload } from './upload.ts';
import { createUploadRoom, quotaExceeded } from './upload-room.ts';

/** Takes the image of a request in, whatever its route; gives the job, or the one that the same request made before. */
export type Intake = (
  request: Request,
  of: {
    readonly session: Session;
    readonly card: CardName;
    /** What the person agreed to; undefined where nobody was asked. */
    readonly consent?: Job['consent'] | undefined;
    /** Names the request among those of its subject; undefined where nothing does. */
    readonly key: string | undefined;
  },
) => Promise<Job>;

/** One for a process: what is open at once is counted in it. */
export function createIntake(context: HttpContext): Intake {
  const { store, images, clock, log, ceiling } = context;
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

  return async (request, { session, card, consent, key: named }) => {
    const { subject } = session;
    const bytes = bytesOf(request);
    const key = named === undefined ? undefined : hashOf(subject, named);
    const quota = quotaOf(session);
    if (context.stopping.aborted) throw new ProblemError('stopping');
    await admit();
    const leave = await enter({ subject, quota, key, bytes });
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
      return await create(job, upload, { key, quota, session: session.id });
    } finally {
      leave();
    }
  };
}

/** What its headers say of the body, in bytes; undefined where they do not. */
function bytesOf(request: Request): number | undefined {
  const type = request.get('content-type') ?? 'application/octet-stream';
  if (!/^(image\/[\w.+-]+|application\/octet-stream)\s*(;|$)/i.test(type))
    throw new ProblemError('image-format', 'Send the raw bytes of the image as the body, with Content-Type: image/*.');
  if (!/^(identity)?$/i.test(request.get('content-encoding') ?? ''))
    throw new ProblemError('image-format', 'Send the image without a Content-Encoding.');
  const length = request.get('content-length');
  const bytes = length === undefined ? undefined : Number(length);
  if (bytes === 0) throw new ProblemError('body-empty', 'Send the raw bytes of the image as the body.');
  if (bytes !== undefined && bytes > limits.maxBytes)
    throw new ProblemError('image-too-large', `The image has ${bytes} bytes; ${limits.maxBytes} are the limit.`);
  return bytes;
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
