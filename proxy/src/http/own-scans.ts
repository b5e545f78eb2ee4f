import { type Scans, usualWaitMs } from '../backend/scans.ts';
import { hasEnded } from '../jobs/job.ts';
import type { HttpContext } from './context.ts';
import type { EraseScan } from './erase-scan.ts';

/** The scans as the host's own process sees them, without a request. */
export function createOwnScans(
  { store, waiting, viewOf }: Pick<HttpContext, 'store' | 'waiting' | 'viewOf'>,
  erase: EraseScan,
): Scans {
  return {
    async get(id, { subject }) {
      const [stored] = await store.get([id]);
      return stored?.job.subject === subject ? viewOf(stored.job) : undefined;
    },
    async wait(id, { subject, ms = usualWaitMs, signal }) {
      const [job] = await waiting.until({
        ids: [id],
        enough: ([each]) => !each || each.subject !== subject || hasEnded(each),
        ms: signal?.aborted ? 0 : ms,
        onlyEnds: true,
        gone(wake) {
          signal?.addEventListener('abort', wake);
          return () => signal?.removeEventListener('abort', wake);
        },
      });
      return job?.subject === subject ? viewOf(job) : undefined;
    },
    erase: (id, { subject }) => erase(id, subject, 'backend'),
  };
}
