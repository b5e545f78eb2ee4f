import { type Scans, usualWaitMs } from '../backend/scans.ts';
import { hasEnded } from '../jobs/job.ts';
import type { HttpContext } from './context.ts';
import type { EraseScan } from './erase-scan.ts';

/** The scans as the host's own process sees them, without a request. */
export function createOwnScans(
  { store, waiting, viewOf }: Pick<HttpContext, 'store' | 'waiting' | 'viewOf'>,
  erase: EraseScan,
): Scans {
  /** One that is there for its message alone has none. */
  function checked(subject: string): string {
    if (typeof subject !== 'string' || subject === '') throw new TypeError('subject is missing');
    return subject;
  }

  return {
    async get(id, { subject }) {
      checked(subject);
      const [stored] = await store.get([id]);
      return stored?.job.subject === subject ? viewOf(stored.job) : undefined;
    },
    async wait(id, { subject, ms = usualWaitMs, signal }) {
      checked(subject);
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
    erase: async (id, { subject }) => erase(id, checked(subject), 'backend'),
  };
}
