import type { CardName } from '@scanfill/proxy/contract';
import { createHttpClient } from './http-client.ts';
import type { Picture } from './pictures.ts';
import { pause } from './processes.ts';

/** A scan as this client saw it end. Times in milliseconds since the epoch. */
export type Seen = {
  readonly picture: Picture;
  readonly id: string;
  readonly card: CardName;
  readonly acceptedAt: number;
  readonly endedAt: number;
  readonly state: 'done' | 'failed';
  readonly code?: string;
  readonly raw?: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  readonly doneAt: number;
};

/** How to upload. */
export type UploadOptions = {
  /** Base addresses of the proxies, taken in turn. */
  readonly targets: readonly string[];
  readonly token: () => Promise<string>;
  readonly pictures: readonly Picture[];
  /** Uploads under way at once. */
  readonly concurrency: number;
  /** Uploads started a second; unlimited unless told. */
  readonly perSecond?: number;
  /** Called once, when all have been accepted for so long and some have not ended. */
  readonly late?: { readonly afterMs: number; readonly tell: () => void };
  /** Gives up after this. */
  readonly timeoutMs: number;
};

/** What became of the uploads. */
export type UploadReport = {
  readonly seen: readonly Seen[];
  /** Pictures that were never accepted, or accepted and did not end in time. */
  readonly open: readonly { readonly picture: Picture; readonly id?: string; readonly state?: string }[];
  /** Attempts that failed and were made again, by reason. */
  readonly retries: Readonly<Record<string, number>>;
};

type Accepted = { readonly picture: Picture; readonly id: string; readonly acceptedAt: number; state: string };
type ScanBody = {
  id: string;
  card: CardName;
  state: 'queued' | 'processing' | 'done' | 'failed';
  createdAt: string;
  doneAt?: string;
  raw?: Record<string, unknown>;
  problem?: { code: string };
};

/**
 * Uploads pictures as a persistent client does, each under an Idempotency-Key of its own, again and again until it is
 * accepted; asks for the pending ones, a hundred at a time, until all have ended.
 */
export async function uploadAll(options: UploadOptions): Promise<UploadReport> {
  const { targets, pictures, concurrency, timeoutMs } = options;
  const http = createHttpClient();
  const deadline = Date.now() + timeoutMs;
  const pending = new Map<string, Accepted>();
  const waiting: Picture[] = [...pictures];
  const seen: Seen[] = [];
  const retries: Record<string, number> = {};
  let turn = 0;
  let unaccepted = pictures.length;
  const startedAt = Date.now();
  let started = 0;
  let { late } = options;

  const next = () => targets[turn++ % targets.length] ?? '';
  const again = (reason: string) => {
    retries[reason] = (retries[reason] ?? 0) + 1;
  };
  const authorised = async () => ({ authorization: `Bearer ${await options.token()}` });

  async function upload(picture: Picture): Promise<void> {
    const body = picture.bytes();
    while (Date.now() < deadline) {
      try {
        const headers = { ...(await authorised()), 'content-type': 'image/png', 'idempotency-key': picture.key };
        const answer = await http.ask(`${next()}/v1/scans?card=${picture.card}`, { method: 'POST', headers, body });
        if (answer.status === 200 || answer.status === 202) {
          const scan: ScanBody = JSON.parse(answer.body);
          pending.set(scan.id, { picture, id: scan.id, acceptedAt: Date.now(), state: scan.state });
          unaccepted -= 1;
          return;
        }
        if (answer.status < 500 && answer.status !== 429 && answer.status !== 408) {
          throw new Error(`upload refused: ${answer.status} ${answer.body}`);
        }
        again(String(answer.status));
      } catch (error) {
        if (error instanceof Error && error.message.startsWith('upload refused')) throw error;
        again('no answer');
      }
      await pause(150);
    }
  }

  async function paced(): Promise<void> {
    if (options.perSecond === undefined) return;
    const dueAt = startedAt + (started++ * 1_000) / options.perSecond;
    if (dueAt > Date.now()) await pause(dueAt - Date.now());
  }

  async function work(): Promise<void> {
    for (let picture = waiting.shift(); picture !== undefined; picture = waiting.shift()) {
      await paced();
      await upload(picture);
    }
  }

  function note(scan: ScanBody): void {
    const accepted = pending.get(scan.id);
    if (accepted === undefined) return;
    accepted.state = scan.state;
    if (scan.state !== 'done' && scan.state !== 'failed') return;
    pending.delete(scan.id);
    const { picture, id, acceptedAt } = accepted;
    const times = { createdAt: Date.parse(scan.createdAt), doneAt: Date.parse(scan.doneAt ?? ''), endedAt: Date.now() };
    const ending = scan.problem === undefined ? { raw: scan.raw ?? {} } : { code: scan.problem.code };
    seen.push({ picture, id, card: scan.card, acceptedAt, state: scan.state, ...ending, ...times });
  }

  function heed({ scans, missing }: { scans: readonly ScanBody[]; missing: readonly string[] }): void {
    for (const scan of scans) note(scan);
    for (const id of missing) {
      const accepted = pending.get(id);
      if (accepted) accepted.state = 'missing';
    }
  }

  /** One pass over what is pending, oldest first; many scans in one request. */
  async function look(): Promise<void> {
    const ids = [...pending.keys()];
    for (let at = 0; at < ids.length; at += 100) {
      const asked = ids.slice(at, at + 100).join(',');
      try {
        const answer = await http.ask(`${next()}/v1/scans?ids=${asked}`, { headers: await authorised() });
        if (answer.status !== 200) again(`look ${answer.status}`);
        else heed(JSON.parse(answer.body));
      } catch {
        again('look: no answer');
      }
    }
  }

  async function watch(): Promise<void> {
    let lateAt = Number.POSITIVE_INFINITY;
    while ((unaccepted > 0 || pending.size > 0) && Date.now() < deadline) {
      await pause(250);
      await look();
      if (unaccepted === 0) lateAt = Math.min(lateAt, Date.now() + (late?.afterMs ?? Number.POSITIVE_INFINITY));
      if (Date.now() < lateAt) continue;
      late?.tell();
      late = undefined;
      lateAt = Number.POSITIVE_INFINITY;
    }
  }

  await Promise.all([watch(), ...Array.from({ length: concurrency }, work)]);
  http.close();
  const done = new Set([
    ...seen.map(({ picture }) => picture.key),
    ...[...pending.values()].map((one) => one.picture.key),
  ]);
  const never = pictures.filter(({ key }) => !done.has(key)).map((picture) => ({ picture }));
  return { seen, open: [...pending.values(), ...never], retries };
}
