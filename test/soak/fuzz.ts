import { pause } from '../harness/processes.ts';
import { canary, filesWithCanary, holdsCanary } from './canary.ts';
import { createDraw } from './draw.ts';
import { handoffOf, type KnownHandoff, noteStep } from './handoff-requests.ts';
import { drawRequest, type FuzzedRequest, type Kind, kinds } from './requests.ts';
import { createSender, type Outcome } from './send.ts';
import type { SoakStage } from './stage.ts';
import type { Holding } from './watch.ts';

/** What came of a run. */
export type FuzzReport = {
  readonly requests: number;
  readonly seconds: number;
  /** By kind: how many were sent, and how often each status came back. */
  readonly answers: Readonly<Record<Kind, Readonly<Record<string, number>>>>;
  readonly upstream: { readonly answers: number; readonly odd: number };
  /** What must not be: a 5xx, a hang, another one's scan, the canary where something is written. */
  readonly faults: readonly string[];
  readonly before: Holding;
  readonly after: Holding;
};

export type FuzzOptions = {
  readonly seed: string;
  readonly requests: number;
  readonly concurrency?: number;
  readonly tell?: (line: string) => void;
};

const hangMs = 20_000;
const mostIds = 200;
const mostFaults = 40;

/** Sends so many requests that follow from the seed, several at once. */
export async function fuzz(stage: SoakStage, options: FuzzOptions): Promise<FuzzReport> {
  const { seed, requests, concurrency = 24, tell = () => {} } = options;
  const draw = createDraw(`${seed} requests`);
  const sender = createSender(stage.proxy.port, hangMs);
  const ids: string[] = [];
  const owned = new Map<string, string>();
  const faults: string[] = [];
  const answers = Object.fromEntries(kinds.map((kind) => [kind, {} as Record<string, number>])) as Record<
    Kind,
    Record<string, number>
  >;
  const handoffs: KnownHandoff[] = [];
  const { token, tokenOf } = stage;
  const world = { token, tokenOf, ids, callbacks: stage.green.callbacks, handoffs, seed };
  const fault = (text: string): void => {
    if (faults.length < mostFaults) faults.push(text);
  };
  let sent = 0;
  let renewedAt = Date.now();

  function judge(request: FuzzedRequest, outcome: Outcome, index: number): void {
    const { kind } = request;
    answers[kind][outcome.status] = (answers[kind][outcome.status] ?? 0) + 1;
    const what = `${kind} ${index}: ${'bytes' in request ? JSON.stringify(request.bytes.toString('latin1').slice(0, 200)) : `${request.method} ${request.path.slice(0, 160)}`}`;
    if (outcome.status === 'hang') {
      fault(`no answer in ${hangMs / 1_000} s: ${what}`);
      return;
    }
    if (outcome.status >= 500) fault(`${outcome.status} ${outcome.body.slice(0, 200)}: ${what}`);
    if ('bytes' in request) return;
    if (outcome.status === 0) fault(`hung up: ${what}`);
    if (outcome.status >= 400 && request.method !== 'HEAD' && !/^application\/problem\+json/.test(outcome.type))
      fault(`${outcome.status} as ${outcome.type}: ${what}`);
    const subject = stage.subjectOf(/^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
    const asked = /^\/v1\/scans\/([\w-]{22})(?:\/recast\?.*)?$/.exec(request.path)?.[1];
    if (
      asked !== undefined &&
      outcome.status < 300 &&
      subject !== undefined &&
      owned.has(asked) &&
      owned.get(asked) !== subject &&
      request.method !== 'OPTIONS'
    )
      fault(`another one’s scan: ${what}`);
    if (kind === 'handoff') {
      judgeHandoff(request.path, outcome, subject, what);
      return;
    }
    if (request.method !== 'POST' || outcome.status > 202 || subject === undefined) return;
    const id = /"id":"([\w-]{22})"/.exec(outcome.body)?.[1];
    if (id === undefined) return;
    owned.set(id, subject);
    ids.push(id);
  }

  /** A phone never sees what was read, and a computer only its own. */
  function judgeHandoff(
    path: string,
    { status, body }: Exclude<Outcome, { status: 'hang' }>,
    subject: string | undefined,
    what: string,
  ): void {
    if (status > 204) return;
    noteStep(path, handoffs);
    if (path.startsWith('/v1/phone/') && holdsCanary(body)) fault(`a phone saw a field: ${what}`);
    const at = /^\/v1\/handoffs\/([\w-]{22})/.exec(path)?.[1];
    const known = handoffs.find(({ id }) => id === at);
    if (known && subject !== known.subject) fault(`another one’s hand-off: ${what}`);
    const made = subject === undefined ? undefined : handoffOf(body, subject, draw.bytes(16).toString('base64url'));
    if (made) handoffs.push(made);
    const scan = /"scan":"([\w-]{22})"/.exec(body)?.[1];
    if (subject === undefined || scan === undefined || owned.has(scan)) return;
    owned.set(scan, subject);
    ids.push(scan);
  }

  /** Erases the oldest ones that are known, so that what is kept stays the same. */
  async function tidy(most: number): Promise<void> {
    for (const id of ids.splice(0, Math.max(0, ids.length - most))) {
      const subject = owned.get(id);
      owned.delete(id);
      const token = stage.tokenOf(subject ?? '');
      if (token === undefined) continue;
      const headers = { authorization: `Bearer ${token}` };
      await sender.send({ kind: 'honest', method: 'DELETE', path: `/v1/scans/${id}`, headers });
    }
  }

  async function worker(until: number): Promise<void> {
    while (sent < until) {
      const index = sent;
      sent += 1;
      if (Date.now() - renewedAt > 600_000) {
        renewedAt = Date.now();
        await stage.renew();
      }
      if (index % 5_000 === 4_999) tell(`${index + 1} requests, ${faults.length} faults`);
      const request = drawRequest(draw, world, index);
      judge(request, await sender.send(request), index);
      if (ids.length > mostIds + 50) await tidy(mostIds);
    }
  }
  const send = async (until: number): Promise<void> =>
    void (await Promise.all(Array.from({ length: concurrency }, () => worker(until))));

  /** What the phones have sent is known to their computers alone. */
  async function learnScans(): Promise<void> {
    for (const { id, subject } of handoffs.splice(0)) {
      const headers = { authorization: `Bearer ${tokenOf(subject) ?? ''}` };
      const request = { kind: 'handoff', method: 'GET', path: `/v1/handoffs/${id}`, headers } as const;
      judge(request, await sender.send(request), sent);
    }
  }

  async function settled(): Promise<Holding> {
    await learnScans();
    await tidy(0);
    sender.close();
    for (let round = 0; ; round += 1) {
      const holding = await stage.holding();
      if (round >= 20 || (holding.scans === 0 && holding.descriptors < 60)) return holding;
      await pause(500);
    }
  }

  const startedAt = Date.now();
  // The first ones fill caches and compile code.
  await send(Math.ceil(requests / 10));
  const before = await settled();
  await send(requests);
  const after = await settled();
  const seconds = (Date.now() - startedAt) / 1_000;
  if (stage.proxy.running()?.alive() !== true) fault('the proxy has ended');
  for (const line of stage.proxy.lines()) if (holdsCanary(line)) fault(`the log holds it: ${line.slice(0, 300)}`);
  for (const path of await filesWithCanary(stage.folder)) fault(`a file holds it: ${path}`);
  if (holdsCanary(await stage.metrics())) fault('the metrics hold it');
  const grown = after.heapMb - before.heapMb;
  if (grown > allowedMb(requests)) fault(`the heap grew by ${grown.toFixed(1)} MB`);
  if (after.descriptors > before.descriptors + 8)
    fault(`descriptors grew from ${before.descriptors} to ${after.descriptors}`);
  return {
    requests,
    seconds,
    answers,
    upstream: { answers: stage.green.answers(), odd: stage.green.odd() },
    faults,
    before,
    after,
  };
}

/** Caches that are bounded fill up to their bounds: sessions, keys, counters. */
const allowedMb = (requests: number): number => 6 + Math.min(10, requests / 10_000);

/** A line for each kind, and what the proxy held before and after. */
export function fuzzTable(report: FuzzReport): string {
  const rows = kinds.map((kind) => {
    const counts = Object.entries(report.answers[kind]).sort(([one], [other]) => one.localeCompare(other));
    const sum = counts.reduce((total, [, count]) => total + count, 0);
    return `${kind.padEnd(9)} ${String(sum).padStart(7)}   ${counts.map(([status, count]) => `${status === '0' ? 'hung up' : status} ${count}`).join(' · ')}`;
  });
  const held = ({ heapMb, residentMb, descriptors, diskMb, logMb, scans }: Holding): string =>
    `heap ${heapMb.toFixed(1)} MB, resident ${residentMb.toFixed(0)} MB, ${descriptors} descriptors, disk ${diskMb.toFixed(1)} MB and ${logMb.toFixed(1)} MB of log, ${scans} scans`;
  return [
    ...rows,
    `upstream  ${String(report.upstream.answers).padStart(7)}   odd ${report.upstream.odd}`,
    `after a tenth: ${held(report.before)}`,
    `at the end:    ${held(report.after)}`,
    `canary: ${canary}`,
    `fuzz: ${report.requests} requests in ${report.seconds.toFixed(0)} s, ${report.faults.length} faults`,
  ].join('\n');
}
