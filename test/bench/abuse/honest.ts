import type { createHttpClient } from '../../harness/http-client.ts';
import { makePicture } from '../../harness/pictures.ts';
import { pause } from '../../harness/processes.ts';
import { sessions } from '../../harness/proxies.ts';

/** What happened to an honest page's uploads. */
export type HonestDay = {
  /** From the first byte of each upload to its answer, in milliseconds. */
  readonly tookMs: readonly number[];
  /** Answers of 500 and above. */
  readonly serverErrors: number;
  /** Other refusals, and connections that broke. */
  readonly refused: number;
  /** Waits until each that was accepted has ended; gives how many did not. */
  lost(): Promise<number>;
};

const people = 20;
const everyMs = 100;
const imageBytes = 200 * 1024;

/** Ten uploads of 200 KB a second, of twenty people, for so many seconds; nobody tries again. */
export async function honestDay(
  http: ReturnType<typeof createHttpClient>,
  url: string,
  { seconds, seed }: { readonly seconds: number; readonly seed: string },
): Promise<HonestDay> {
  const tokens = Array.from({ length: people }, (_, index) => sessions(`person-${seed}-${index}`));
  const pictures = Array.from({ length: (seconds * 1_000) / everyMs }, (_, index) => {
    const picture = makePicture(seed, index, imageBytes);
    return { ...picture, body: picture.bytes() };
  });
  const tookMs: number[] = [];
  const accepted: { readonly id: string; readonly person: number }[] = [];
  let serverErrors = 0;
  let refused = 0;
  const tokenOf = (person: number) => (tokens[person] ?? sessions())();

  async function one(index: number): Promise<void> {
    const picture = pictures[index];
    if (!picture) return;
    const person = index % people;
    const headers = {
      authorization: `Bearer ${await tokenOf(person)}`,
      'content-type': 'image/png',
      'idempotency-key': picture.key,
    };
    const startMs = performance.now();
    try {
      const { card, body } = picture;
      const answer = await http.ask(`${url}/v1/scans?card=${card}`, { method: 'POST', headers, body });
      tookMs.push(performance.now() - startMs);
      if (answer.status === 202) accepted.push({ id: JSON.parse(answer.body).id, person });
      else if (answer.status >= 500) serverErrors += 1;
      else refused += 1;
    } catch {
      tookMs.push(performance.now() - startMs);
      refused += 1;
    }
  }

  const startedAt = performance.now();
  const under: Promise<void>[] = [];
  while (under.length < pictures.length) {
    const due = Math.floor((performance.now() - startedAt) / everyMs);
    while (under.length < Math.min(due, pictures.length)) under.push(one(under.length));
    await pause(5);
  }
  await Promise.all(under);

  async function hasEnded(id: string, person: number, untilMs: number): Promise<boolean> {
    while (performance.now() < untilMs) {
      const headers = { authorization: `Bearer ${await tokenOf(person)}`, prefer: 'wait=25' };
      const answer = await http.ask(`${url}/v1/scans/${id}`, { headers }).catch(() => undefined);
      const state: unknown = answer?.status === 200 ? JSON.parse(answer.body).state : undefined;
      if (state === 'done') return true;
      if (state === 'failed') return false;
      await pause(100);
    }
    return false;
  }

  return {
    tookMs,
    serverErrors,
    refused,
    async lost() {
      const untilMs = performance.now() + 120_000;
      const ends: boolean[] = [];
      for (const { id, person } of accepted) ends.push(await hasEnded(id, person, untilMs));
      return ends.filter((ended) => !ended).length;
    },
  };
}
