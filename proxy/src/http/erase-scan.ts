import { causeOf } from '../base/log.ts';
import { ProblemError } from '../base/problem-error.ts';
import { tellUnsettled } from '../engine/tell-unsettled.ts';
import type { Job } from '../jobs/job.ts';
import { leaving, unsettledByErasure } from '../jobs/unsettled.ts';
import type { HttpContext } from './context.ts';

/** Erases a subject's scan, on behalf of a session; false where there is none. */
export type EraseScan = (id: string, subject: string, session: string) => Promise<boolean>;

type Deps = Pick<HttpContext, 'store' | 'images' | 'clock' | 'log' | 'audit' | 'observer'>;

const mostRounds = 8;

/** Image and result are erased now, whoever else changes the scan at the same time. */
export function createEraser(context: Deps): EraseScan {
  const { store, images, clock, log } = context;

  /** The scan as it was erased, undefined where there is none, `moved` where it changed meanwhile. */
  async function erase(id: string, subject: string): Promise<Job | 'moved' | undefined> {
    const [stored] = await store.get([id]);
    if (stored?.job.subject !== subject) return undefined;
    const { job, version } = stored;
    // The image first: an error in between leaves the scan, and deleting can be asked for again.
    if (job.image !== undefined) {
      await images.erase([job.image]).catch((error: unknown) => {
        log.warn({ scan: id, cause: causeOf(error) }, 'image could not be erased');
        throw new ProblemError('store-unavailable', 'The image could not be erased yet. Delete again.', {
          cause: error,
        });
      });
    }
    // As it was read: one that was sent in between leaves an entry for the bill.
    const left = leaving(unsettledByErasure(job, clock.now()));
    const [erased] = await store.erase([{ id, version, ...left }]);
    if (erased !== true) return 'moved';
    if (left.unsettled) tellUnsettled(context, left.unsettled);
    return job;
  }

  return async (id, subject, session) => {
    for (let round = 0; round < mostRounds; round += 1) {
      const erased = await erase(id, subject);
      if (erased === 'moved') continue;
      // One that another request deleted meanwhile is gone, as was asked.
      if (erased === undefined) return round > 0;
      log.info({ scan: id, card: erased.card, state: erased.phase.state }, 'scan deleted');
      context.audit({ event: 'erased', subject, session, scan: id, card: erased.card });
      return true;
    }
    throw new ProblemError('store-unavailable', 'The scan changed again and again. Delete again.');
  };
}
