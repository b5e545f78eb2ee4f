import { makePictures } from '../harness/pictures.ts';
import { freePort, pause } from '../harness/processes.ts';
import { type ProxyProcess, prepareProxy, sessions } from '../harness/proxies.ts';
import { credentials, type Standin } from '../harness/standin.ts';
import { uploadAll } from '../harness/uploader.ts';

/** One proxy or several on a store, before a stand-in of Green that the whole run shares. */
export type Trial = {
  readonly proxies: readonly ProxyProcess[];
  /** Uploads so many pictures and waits for their end; gives what happened in words, empty where all went well. */
  scans(count: number, during?: () => Promise<void>): Promise<string>;
  /** What `/readyz` says, as words. */
  ready(): Promise<string>;
  /** Asks until it says something that fits, for so many milliseconds; gives what it said last. */
  readyAs(wanted: RegExp, ms?: number): Promise<string>;
  /** The operator's word after a doubt: what waited ends as unconfirmed. */
  confirm(): Promise<void>;
  stop(): Promise<void>;
};

let rounds = 0;

/** Starts proxies with this environment; rejects with what they print where they do not start. */
export async function startTrial(
  standin: Standin,
  env: Readonly<Record<string, string>>,
  replicas = 1,
): Promise<Trial> {
  const proxies = await Promise.all(
    Array.from({ length: replicas }, async () => {
      const adminPort = await freePort();
      return prepareProxy((port) => ({
        GREEN_ENDPOINT: standin.url,
        GREEN_MAX_TASKS: '50',
        IMAGE_HOST: 'bucket',
        BUCKET_ENDPOINT: standin.url,
        BUCKET_NAME: 'standin-bucket',
        BUCKET_REGION: 'cn-shanghai',
        BUCKET_ACCESS_KEY_ID: credentials.ALIBABA_CLOUD_ACCESS_KEY_ID,
        BUCKET_ACCESS_KEY_SECRET: credentials.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        ADMIN_PORT: String(adminPort),
        LOG_LEVEL: 'warn',
        ...env,
      }));
    }),
  );
  const stop = async (): Promise<void> => void (await Promise.all(proxies.map((proxy) => proxy.stop())));
  try {
    await Promise.all(proxies.map((proxy) => proxy.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  const [first] = proxies;

  async function ready(): Promise<string> {
    const answer = await fetch(`${first?.url}/readyz`);
    const { reasons = [], store }: { reasons?: readonly string[]; store?: string } = await answer.json();
    const counting = reasons.filter((reason) => !reason.startsWith('nonce-'));
    return [String(answer.status), ...counting, ...(store === undefined ? [] : [store])].join(' ');
  }

  return {
    proxies,
    ready,
    stop,
    async readyAs(wanted, ms = 15_000) {
      const endsAt = Date.now() + ms;
      for (;;) {
        const said = await ready();
        if (wanted.test(said) || Date.now() > endsAt) return said;
        await pause(200);
      }
    },
    async confirm() {
      await first?.command(['confirm']);
    },
    async scans(count, during) {
      rounds += 1;
      const seed = `redis-${process.pid}-${rounds}`;
      const uploading = uploadAll({
        targets: proxies.map(({ url }) => url),
        token: sessions(seed),
        pictures: makePictures(seed, count),
        concurrency: 8,
        perSecond: 40,
        timeoutMs: 45_000,
      });
      await during?.();
      const { seen, open } = await uploading;
      const { billedTwice } = await standin.ledger();
      const done = seen.filter(({ state }) => state === 'done').length;
      return [
        ...(done === count ? [] : [`${done} of ${count} done`]),
        ...(open.length === 0 ? [] : [`${open.length} open`]),
        ...(billedTwice.length === 0 ? [] : [`${billedTwice.length} billed twice`]),
      ].join(', ');
    },
  };
}

/** What the executable prints where it does not start; `it started` where it does. */
export async function refusal(standin: Standin, env: Readonly<Record<string, string>>): Promise<string> {
  try {
    const trial = await startTrial(standin, env);
    await trial.stop();
    return 'it started';
  } catch (error) {
    return /did not start: (.*)/.exec(String(error))?.[1] ?? String(error);
  }
}
