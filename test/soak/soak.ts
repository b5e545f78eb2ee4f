import { makePicture } from '../harness/pictures.ts';
import { pause } from '../harness/processes.ts';
import { canary, filesWithCanary, holdsCanary } from './canary.ts';
import { createDraw } from './draw.ts';
import { drawRequest } from './requests.ts';
import { createSender, type Sender } from './send.ts';
import type { SoakStage } from './stage.ts';
import type { Holding } from './watch.ts';

/** A look at the proxy, so long after the start. */
export type Sample = Holding & { readonly minute: number };

export type SoakReport = {
  readonly samples: readonly Sample[];
  readonly scans: number;
  readonly fuzzed: number;
  readonly faults: readonly string[];
};

export type SoakOptions = {
  readonly seed: string;
  readonly minutes: number;
  readonly tell?: (sample: Sample) => void;
};

const hangMs = 30_000;
const honestClients = 8;
const fuzzedASecond = 20;
const mostFaults = 40;
const sampleMs = 30_000;
const renewMs = 600_000;

/** Honest clients, each uploading, waiting and erasing, beside fuzzed requests, for so long. */
export async function soak(stage: SoakStage, { seed, minutes, tell = () => {} }: SoakOptions): Promise<SoakReport> {
  const sender = createSender(stage.proxy.port, hangMs);
  const draw = createDraw(`${seed} soak`);
  const faults: string[] = [];
  const samples: Sample[] = [];
  const fault = (text: string): void => void (faults.length < mostFaults && faults.push(text));
  const startedAt = Date.now();
  const until = startedAt + minutes * 60_000;
  let scans = 0;
  let fuzzed = 0;

  async function honest(client: number): Promise<void> {
    for (let round = 0; Date.now() < until; round += 1) {
      const why = await oneScan(sender, stage.token(), `${seed} ${client} ${round}`);
      if (why === undefined) scans += 1;
      else fault(`an honest scan: ${why}`);
      await pause(500);
    }
  }

  async function stranger(): Promise<void> {
    const { token, tokenOf, green } = stage;
    const world = { token, tokenOf, ids: [], handoffs: [], callbacks: green.callbacks, seed };
    while (Date.now() < until) {
      // What becomes a scan stays for an hour: those are the honest clients’ business.
      const request = drawRequest(draw, world, fuzzed);
      if (request.kind === 'honest' || request.kind === 'image' || request.kind === 'header') continue;
      fuzzed += 1;
      const { status } = await sender.send(request);
      if (status === 'hang' || status >= 500) fault(`${status} for ${request.kind} ${fuzzed}`);
      await pause(1_000 / fuzzedASecond);
    }
  }

  async function watch(): Promise<void> {
    let renewedAt = startedAt;
    while (Date.now() < until) {
      await pause(Math.min(sampleMs, Math.max(0, until - Date.now())));
      const sample = { minute: (Date.now() - startedAt) / 60_000, ...(await stage.holding()) };
      samples.push(sample);
      tell(sample);
      if (Date.now() - renewedAt < renewMs) continue;
      renewedAt = Date.now();
      await stage.renew();
    }
  }

  await Promise.all([...Array.from({ length: honestClients }, (_, client) => honest(client)), stranger(), watch()]);
  sender.close();
  for (const line of stage.proxy.lines()) if (holdsCanary(line)) fault(`the log holds it: ${line.slice(0, 300)}`);
  for (const path of await filesWithCanary(stage.folder)) fault(`a file holds it: ${path}`);
  return { samples, scans, fuzzed, faults: [...faults, ...unevenIn(samples)] };
}

/** Uploads a photo, waits for its end and erases it; gives what went wrong. */
async function oneScan(sender: Sender, token: string, seed: string): Promise<string | undefined> {
  const authorization = `Bearer ${token}`;
  const { card, bytes } = makePicture(seed, 0, 20_000);
  const posted = await sender.send({
    kind: 'honest',
    method: 'POST',
    path: `/v1/scans?card=${card}`,
    headers: { authorization, 'content-type': 'image/png', prefer: 'wait=10' },
    body: Buffer.concat([bytes(), Buffer.from(canary)]),
  });
  if (posted.status === 'hang') return 'no answer to the upload';
  if (posted.status !== 200 && posted.status !== 202) return `${posted.status} ${posted.body.slice(0, 200)}`;
  const id = /"id":"([\w-]{22})"/.exec(posted.body)?.[1] ?? '';
  const path = `/v1/scans/${id}`;
  let body = posted.body;
  for (let round = 0; round < 6 && !/"state":"(done|failed)"/.test(body); round += 1) {
    const found = await sender.send({
      kind: 'honest',
      method: 'GET',
      path,
      headers: { authorization, prefer: 'wait=10' },
    });
    if (found.status !== 200) return `${found.status} to a look`;
    body = found.body;
  }
  if (!body.includes('"state":"done"')) return `it ended as ${body.slice(0, 200)}`;
  const erased = await sender.send({ kind: 'honest', method: 'DELETE', path, headers: { authorization } });
  return erased.status === 204 ? undefined : `${erased.status} to its erasure`;
}

type Measure = Exclude<keyof Holding, 'residentMb' | 'logMb'>;

/** What each may have grown by from the second fifth of the run to its last. */
const allowed: Readonly<Record<Measure, number>> = { heapMb: 4, descriptors: 6, diskMb: 1, scans: 20 };

/** A minute of it, and what a checkpoint that came late lets it grow to. */
const mostLogMb = 40;

/** What has grown. */
function unevenIn(samples: readonly Sample[]): readonly string[] {
  const fifth = Math.max(1, Math.floor(samples.length / 5));
  const [early, late] = [samples.slice(fifth, 2 * fifth), samples.slice(-fifth)];
  if (early.length === 0) return ['too short to be judged'];
  const log = Math.max(...samples.map(({ logMb }) => logMb));
  if (log > mostLogMb) return [`the store’s log grew to ${log.toFixed(1)} MB`];
  return (Object.keys(allowed) as Measure[]).flatMap((measure) => {
    const [from, to] = [early, late].map((some) => median(some.map((sample) => sample[measure])));
    if (from === undefined || to === undefined || to - from <= allowed[measure]) return [];
    return [`${measure} grew from ${from.toFixed(1)} to ${to.toFixed(1)}`];
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

/** One line of the table. */
export function sampleLine({ minute, heapMb, residentMb, descriptors, diskMb, logMb, scans }: Sample): string {
  const numbers = [minute.toFixed(1), heapMb.toFixed(1), residentMb.toFixed(0), descriptors];
  const cells = [...numbers, diskMb.toFixed(2), logMb.toFixed(2), scans];
  return cells.map((cell) => String(cell).padStart(12)).join('');
}

/** Their names. */
export const sampleHead = ['minute', 'heap MB', 'resident MB', 'descriptors', 'disk MB', 'log MB', 'scans']
  .map((cell) => cell.padStart(12))
  .join('');
