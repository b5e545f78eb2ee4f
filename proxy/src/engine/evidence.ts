import { causeOf } from '../base/log.ts';
import type { Withdrawal } from '../images/images.ts';
import type { Job } from '../jobs/job.ts';
import type { EngineContext } from './context.ts';

/**
 * Asks the image host whether anybody ever fetched a scan's image; its addresses are useless afterwards. `unknown`
 * where it cannot tell.
 */
export type Evidence = (job: Job) => Promise<Withdrawal>;

/** Makes the question; a host that fails has no evidence yet. */
export function createEvidence({ images, log }: Pick<EngineContext, 'images' | 'log'>): Evidence {
  return async (job) => {
    if (job.image === undefined || !images.withdraw) return 'unknown';
    try {
      return await images.withdraw(job.image);
    } catch (error) {
      log.warn({ scan: job.id, cause: causeOf(error) }, 'no evidence from the image host');
      return 'unknown';
    }
  };
}
