import type { ScanfillProxy } from '@scanfill/proxy';
import { type RequestHandler, type Response, Router } from 'express';
import type { ImageEntry, Ledger } from '../green/ledger.ts';
import { type Figure, figuresOf } from './figures.ts';
import { visitorOf } from './visitor.ts';

/** What the proxy had counted at `at`, in milliseconds since 1970. */
export type Figures = { readonly at: number; readonly figures: readonly Figure[] };

/** A scan of the visitor's own as both sides have written it down; times in milliseconds since 1970. */
export type ScanRecord = {
  readonly state: string;
  readonly createdAt: number;
  /** Once it has ended. */
  readonly doneAt?: number;
  /** The stand-in's entries of its images, in their order; absent with the real Green, whose books are its own. */
  readonly ledger?: readonly LedgerLine[];
};

/** One image as the stand-in wrote it down: taken at `at`, read or refused at `endedAt`. */
export type LedgerLine = Pick<ImageEntry, 'at' | 'state' | 'endedAt'>;

type Sources = {
  readonly proxy: Pick<ScanfillProxy, 'metrics' | 'reconcile' | 'scans'>;
  readonly ledger: Ledger | undefined;
  /** Nobody but this machine reaches the demo: its visitor may see what is the operator's. */
  readonly isPrivate: boolean;
};

/** What the page of a travelling scan needs: all that strangers are shown. */
const forEverybody = [
  'scanfill_scans_created_total',
  'scanfill_green_calls_total',
  'scanfill_notifications_total',
  'scanfill_images_billed_total',
  'scanfill_submission_wait_seconds',
  'scanfill_scan_seconds',
];

/**
 * What the demo's pages show of the proxy behind them, read in this process: a proxy's own routes have none of it.
 * `GET /insight/figures`: what it has counted · `GET /insight/scans/:id`: a scan of the visitor's own · `GET
 * /insight/unsettled`: what `reconcile` lists, on this machine alone.
 */
export function insightRoutes({ proxy, ledger, isPrivate }: Sources): RequestHandler {
  const router = Router();
  const readFigures = shared(async (): Promise<Figures> => {
    const { text } = await proxy.metrics();
    const figures = figuresOf(text);
    const shown = isPrivate ? figures : figures.filter(({ name }) => forEverybody.includes(withoutSuffix(name)));
    return { at: Date.now(), figures: shown };
  });

  router.get('/insight/figures', async (_request, response) => {
    fresh(response).json(await readFigures());
  });

  router.get('/insight/scans/:id', async (request, response) => {
    const { id } = request.params;
    const subject = visitorOf(request);
    const scan = subject === undefined ? undefined : await proxy.scans.get(id, { subject });
    if (scan === undefined) {
      fresh(response).status(404).json({ problem: 'There is no such scan of yours.' });
      return;
    }
    fresh(response).json({
      state: scan.state,
      createdAt: Date.parse(scan.createdAt),
      ...('doneAt' in scan ? { doneAt: Date.parse(scan.doneAt) } : {}),
      ...(ledger === undefined ? {} : { ledger: linesOf(ledger, id) }),
    } satisfies ScanRecord);
  });

  router.get('/insight/unsettled', async (_request, response) => {
    if (!isPrivate) {
      fresh(response).status(403).json({ problem: 'The operator’s list is shown to this machine alone.' });
      return;
    }
    let list = '';
    for await (const piece of proxy.reconcile({ format: 'json' })) list += piece;
    fresh(response).type('json').send(list);
  });
  return router;
}

function linesOf(ledger: Ledger, dataId: string): readonly LedgerLine[] {
  return ledger
    .imagesOf({ dataId })
    .map(({ at, state, endedAt }) => ({ at, state, ...(endedAt === undefined ? {} : { endedAt }) }));
}

function withoutSuffix(name: string): string {
  return name.replace(/_(?:sum|count)$/, '');
}

function fresh(response: Response): Response {
  return response.setHeader('Cache-Control', 'no-store');
}

/** Many pages that look at once are given one reading. */
function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let under: Promise<T> | undefined;
  return () => {
    under ??= read().finally(() => {
      under = undefined;
    });
    return under;
  };
}
