import type { createHttpClient } from '../../harness/http-client.ts';
import type { Picture } from '../../harness/pictures.ts';
import { pause } from '../../harness/processes.ts';
import type { Contender } from './contenders.ts';

/** One scan that ended; times in milliseconds since the epoch. */
export type Ended = {
  readonly id: string;
  readonly acceptedAt: number;
  readonly endedAt: number;
  readonly ok: boolean;
};

type Client = ReturnType<typeof createHttpClient>;

/** Hands in one picture and resolves once its scan has ended. */
export type Send = (picture: Picture, target: string) => Promise<Ended>;
type Answered = { id: string; state: string; createdAt: string | number };

const isPending = ({ state }: Answered) => state === 'queued' || state === 'processing';

/** As the widget does it: one request with the bytes, held until the scan has ended. */
function viaProxy(http: Client, token: () => Promise<string>): Send {
  return async (picture, target) => {
    const headers = { authorization: `Bearer ${await token()}`, prefer: 'wait=25' };
    const posting = { ...headers, 'content-type': 'image/png', 'idempotency-key': picture.key };
    const url = `${target}/v1/scans?card=${picture.card}`;
    let answer = await http.ask(url, { method: 'POST', headers: posting, body: picture.bytes() });
    if (answer.status !== 200 && answer.status !== 202) throw new Error(`${answer.status} ${answer.body}`);
    let scan: Answered = JSON.parse(answer.body);
    while (isPending(scan)) {
      answer = await http.ask(`${target}/v1/scans/${scan.id}`, { headers });
      scan = JSON.parse(answer.body);
    }
    return {
      id: scan.id,
      acceptedAt: Date.parse(String(scan.createdAt)),
      endedAt: Date.now(),
      ok: scan.state === 'done',
    };
  };
}

/** As pages of such a server do it: a form, then a question every second. */
function viaBaseline(http: Client): Send {
  return async (picture, target) => {
    const head = `--x\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), picture.bytes(), Buffer.from('\r\n--x--\r\n')]);
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const posted = await http.ask(`${target}/scans?card=${picture.card}`, { method: 'POST', headers, body });
    const { id }: { id: string } = JSON.parse(posted.body);
    for (;;) {
      await pause(1_000);
      const { scans }: { scans: Answered[] } = JSON.parse((await http.ask(`${target}/scans?ids=${id}`)).body);
      const [scan] = scans;
      if (scan !== undefined && !isPending(scan)) {
        return { id, acceptedAt: Number(scan.createdAt), endedAt: Date.now(), ok: scan.state === 'done' };
      }
    }
  };
}

/** How a contender's clients hand in a picture. */
export function sender({ kind }: Pick<Contender, 'kind'>, http: Client, token: () => Promise<string>): Send {
  return kind === 'proxy' ? viaProxy(http, token) : viaBaseline(http);
}

/** How hard to push: a number of scans under way at all times, or a number started each second. */
export type Push = { readonly underWay: number } | { readonly perSecond: number };

/** Pushes for so many seconds, then lets everything end. Gives what ended and the errors met. */
export async function load(options: {
  contender: Contender;
  http: Client;
  token: () => Promise<string>;
  push: Push;
  seconds: number;
  picture: (index: number) => Picture;
}): Promise<{ ended: readonly Ended[]; errors: readonly string[]; startedAt: number; stoppedAt: number }> {
  const { contender, http, push, picture } = options;
  const send = sender(contender, http, options.token);
  const ended: Ended[] = [];
  const errors: string[] = [];
  const startedAt = Date.now();
  const stoppedAt = startedAt + options.seconds * 1_000;
  let index = 0;

  async function one(): Promise<void> {
    const number = index++;
    const target = contender.targets[number % contender.targets.length] ?? '';
    try {
      ended.push(await send(picture(number), target));
    } catch (error) {
      errors.push(error instanceof Error ? error.message : String(error));
      await pause(100);
    }
  }

  async function again(): Promise<void> {
    while (Date.now() < stoppedAt) await one();
  }

  if ('underWay' in push) {
    // Not all at once: a crowd that arrives in one instant is another test.
    await Promise.all(Array.from({ length: push.underWay }, (_, number) => pause(number).then(again)));
    return { ended, errors, startedAt, stoppedAt };
  }
  const under: Promise<void>[] = [];
  while (Date.now() < stoppedAt) {
    const due = Math.floor(((Date.now() - startedAt) / 1_000) * push.perSecond);
    while (under.length < due) under.push(one());
    await pause(5);
  }
  await Promise.all(under);
  return { ended, errors, startedAt, stoppedAt };
}
