import type { RequestHandler } from 'express';
import { ProblemError } from '../base/problem-error.ts';
import { createRandomBytes } from '../base/random.ts';
import type { CardName } from '../contract/cards.ts';
import { limits } from '../contract/limits.ts';
import { heldFor } from '../contract/shown-card.ts';
import { withHook } from '../jobs/hook.ts';
import type { Job } from '../jobs/job.ts';
import { answerJson } from './answer.ts';
import { cardOf } from './card-of.ts';
import type { HttpContext } from './context.ts';
import { sessionOf } from './guards/session-guard.ts';
import { hashOf } from './hash-of.ts';

/**
 * `POST /v1/scans/:id/recast?card=…`: what Green's answer to a scan holds of that card's other side, or of another
 * card, as a scan of its own, done and without another bill; asked again it is the same scan. It lives no longer than
 * the first one would, which stays as it is. `tellsHost`: together with the message about it.
 */
export function recastScan(context: HttpContext, tellsHost: boolean): RequestHandler<{ id: string }> {
  const { store, clock, log, viewOf } = context;
  const randomBytes = createRandomBytes();

  function recastOf(job: Job, card: CardName): Job {
    const { image: _, hook: _hook, phase, ...rest } = job;
    if (phase.state !== 'done')
      throw new ProblemError('recast-refused', 'Only a scan that is done can be recast; look at its state first.');
    const raw = heldFor(card, job.card, phase.raw);
    if (!raw)
      throw new ProblemError('recast-refused', `Nothing of a ${card} was read there. Send the photo as what it is.`);
    const recast: Job = {
      ...rest,
      id: randomBytes(16).toString('base64url'),
      card,
      asked: job.asked ?? job.card,
      attempts: 0,
      phase: { ...phase, recognised: true, raw },
    };
    return tellsHost ? withHook(recast, clock.now()) : recast;
  }

  /** Once for a scan and a card, however often and by how many it is asked for. */
  async function keep(from: Job, recast: Job, session: string): Promise<Job> {
    const { id: scan, card, subject, phase } = recast;
    const key = hashOf('', 'recast', from.id, card);
    const expiresAtMs = (phase.state === 'done' ? phase.endedAtMs : clock.now()) + limits.retentionMs;
    const created = await store.create({ job: recast, idempotency: { key, fingerprint: card, expiresAtMs } });
    if (created.kind === 'created') {
      // Erased in between, the first one must not live on in this one.
      const [still] = await store.get([from.id]);
      if (still) {
        log.info({ scan: from.id, card }, 'scan recast');
        context.audit({ event: 'recast', subject, session, scan, card, from: from.id });
        return recast;
      }
      await store.erase([{ id: scan }]);
    } else if (created.kind === 'existing' && created.stored && !created.stored.job.emptied) return created.stored.job;
    throw new ProblemError('scan-not-found', 'It was deleted, or expired.');
  }

  return async (request, response) => {
    const session = sessionOf(response);
    const card = cardOf(request, session);
    const [stored] = await store.get([request.params.id]);
    if (stored?.job.subject !== session.subject)
      throw new ProblemError('scan-not-found', 'It expired, was deleted, or never was.');
    const { job } = stored;
    const found = card === job.card ? job : await keep(job, recastOf(job, card), session.id);
    answerJson(response, 200, viewOf(found));
  };
}
