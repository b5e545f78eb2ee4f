import type { Observer } from '../engine/context.ts';
import type { Job } from '../jobs/job.ts';
import type { Audit } from './audit.ts';

/** An observer that also tells the audit log of every scan that ends. */
export function auditEnded(audit: Audit, observer: Observer): Observer {
  return {
    ...observer,
    ended(job) {
      observer.ended(job);
      const { subject, id: scan, card } = job;
      const outcome = outcomeOf(job);
      if (outcome !== undefined) audit({ event: 'ended', subject, scan, card, outcome });
    },
  };
}

function outcomeOf({ phase }: Job) {
  if (phase.state === 'failed') return phase.code;
  if (phase.state !== 'done') return undefined;
  return phase.recognised ? 'recognised' : 'nothing-found';
}
