import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CardName, heldFor, isCardName, type Problem, problemOf, type Scan } from '@scanfill/proxy/contract';
import type { Handler } from './site.ts';

/** An upload as it arrived. */
export type Upload = {
  readonly id: string;
  readonly card: string;
  readonly key: string;
  readonly type: string;
  readonly bytes: number;
  /** The header `Scanfill-Consent`. */
  readonly consent: string | undefined;
};

/** A scan that was made out of another one. */
type Recast = { readonly id: string; readonly card: CardName; readonly from: string };

/** The wire of a Scanfill proxy with answers a test decides on: enough for a widget, nothing is recognised. */
export type ScanService = {
  readonly handler: Handler;
  readonly uploads: Upload[];
  readonly recasts: Recast[];
  readonly removed: string[];
  readonly sessions: number;
  /** Answers every scan of a card with these fields. `raw`: what there is to be recast. */
  answer(
    card: CardName,
    fields: Readonly<Record<string, unknown>>,
    warnings?: readonly object[],
    raw?: Readonly<Record<string, unknown>>,
  ): void;
  /** Holds scans back until released. */
  hold(): void;
  release(): void;
  /** Whoever asks from now on is somebody else: the scans there are do not exist for them. */
  changeSubject(): void;
  /** Fails the next scan. */
  failNext(code: Problem['code']): void;
};

export function createScanService(): ScanService {
  const uploads: Upload[] = [];
  const recasts: Recast[] = [];
  const removed: string[] = [];
  const foreign = new Set<string>();
  const answers = new Map<string, Pick<Scan & { state: 'done' }, 'fields' | 'warnings' | 'raw'>>();
  const failures = new Map<string, Problem>();
  let sessions = 0;
  let nextFailure: Problem | undefined;
  let held: Promise<void> | undefined;
  let letGo: () => void = () => undefined;

  async function handler(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const url = new URL(request.url ?? '/', 'http://service');
    if (request.method === 'POST' && url.pathname === '/session') {
      sessions++;
      json(response, 200, { token: 'test-session', expiresIn: 600 });
      return true;
    }
    if (!url.pathname.startsWith('/scanfill/v1/scans')) return false;
    if (request.headers.authorization !== 'Bearer test-session') {
      json(response, 401, problemOf('session-missing'));
      return true;
    }
    const [id, deed] = url.pathname.split('/').slice(4);
    if (request.method === 'POST' && deed === 'recast') {
      const scan = recast(id, url.searchParams.get('card'));
      json(response, scan ? 200 : 409, scan ? ended(scan) : problemOf('recast-refused'));
      return true;
    }
    if (request.method === 'POST') {
      let bytes = 0;
      for await (const chunk of request) bytes += chunk.length;
      const upload: Upload = {
        id: `scan-${uploads.length + 1}`,
        card: url.searchParams.get('card') ?? '',
        key: String(request.headers['idempotency-key']),
        type: String(request.headers['content-type']),
        bytes,
        consent: request.headers['scanfill-consent']?.toString(),
      };
      uploads.push(upload);
      if (nextFailure) failures.set(upload.id, nextFailure);
      nextFailure = undefined;
      if (request.headers.prefer) await held;
      json(response, 202, { id: upload.id, card: upload.card, state: 'queued', createdAt: now() });
      return true;
    }
    if (request.method === 'DELETE' && id) {
      removed.push(id);
      response.writeHead(204).end();
      return true;
    }
    const scan = [...uploads, ...recasts].find((one) => one.id === id);
    if (!scan || foreign.has(scan.id)) {
      json(response, 404, problemOf('scan-not-found'));
      return true;
    }
    await held;
    json(response, 200, ended(scan));
    return true;
  }

  function recast(id: string | undefined, card: string | null): Recast | undefined {
    const from = uploads.find((one) => one.id === id);
    const raw = answers.get(from?.card ?? '')?.raw ?? {};
    if (!from || !isCardName(from.card) || !isCardName(card) || !heldFor(card, from.card, raw)) return undefined;
    const known = recasts.find((one) => one.from === from.id && one.card === card);
    const made = known ?? { id: `recast-${recasts.length + 1}`, card, from: from.id };
    if (!known) recasts.push(made);
    return made;
  }

  function ended({ id, card }: Pick<Upload, 'id' | 'card'>) {
    const base = { id, card, createdAt: now(), doneAt: now() };
    const problem = failures.get(id);
    if (problem) return { ...base, state: 'failed', problem };
    const { fields = {}, warnings = [], raw = {} } = answers.get(card) ?? {};
    const receipt = `receipt-of-${id}`;
    return { ...base, state: 'done', fields, raw, warnings, receipt, recognised: Object.keys(fields).length > 0 };
  }

  return {
    handler,
    uploads,
    recasts,
    removed,
    get sessions() {
      return sessions;
    },
    answer(card, fields, warnings = [], raw = {}) {
      answers.set(card, { fields: fields as never, warnings: warnings as never, raw });
    },
    hold() {
      held = new Promise((resolve) => {
        letGo = resolve;
      });
    },
    release() {
      letGo();
      held = undefined;
    },
    changeSubject() {
      for (const { id } of uploads) foreign.add(id);
    },
    failNext(code) {
      nextFailure = problemOf(code);
    },
  };
}

function now(): string {
  return new Date().toISOString();
}

function json(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, {
      'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json',
      'Cache-Control': 'no-store',
    })
    .end(JSON.stringify(body));
}
