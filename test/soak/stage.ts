import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../harness/processes.ts';
import { type ProxyProcess, prepareProxy, sessions } from '../harness/proxies.ts';
import { createDraw } from './draw.ts';
import { type OddGreen, startOddGreen } from './odd-green.ts';
import { type Holding, holdingOf, watched } from './watch.ts';

/** A proxy that is watched, before an upstream that is odd, and sessions of many subjects. */
export type SoakStage = {
  readonly proxy: ProxyProcess;
  readonly green: OddGreen;
  /** Where it keeps what it keeps. */
  readonly folder: string;
  /** A good session, of one subject after the other. */
  token(): string;
  subjectOf(token: string): string | undefined;
  tokenOf(subject: string): string | undefined;
  /** Mints all sessions anew. */
  renew(): Promise<void>;
  holding(): Promise<Holding>;
  metrics(): Promise<string>;
  stop(): Promise<void>;
};

const subjects = 60;

/** Sets it up; `odd` is the share of the upstream's answers that nobody would expect. */
export async function startSoakStage(seed: string, odd: number): Promise<SoakStage> {
  const place = await mkdtemp(join(tmpdir(), 'scanfill-soak-'));
  const [folder, file] = [join(place, 'data'), join(place, 'watched.json')];
  const green = await startOddGreen(createDraw(`${seed} upstream`), odd);
  const adminPort = await freePort();
  const adminUrl = `http://127.0.0.1:${adminPort}`;
  const proxy = await prepareProxy((port) => ({
    GREEN_ENDPOINT: green.url,
    GREEN_QPS: '200',
    GREEN_MAX_TASKS: '100',
    CALLBACK: 'on',
    STORE_URL: `file:${folder}`,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ADMIN_PORT: String(adminPort),
    PHONE_NAME: 'Specimen Bank',
    PHONE_PURPOSE: 'to open an account',
    UPLOAD_PAUSE_MS: '1000',
    UPLOAD_TIMEOUT_MS: '5000',
    ...watched(file),
  }));
  const tokens: string[] = [];
  const owners = new Map<string, string>();
  let next = 0;

  async function renew(): Promise<void> {
    const fresh = await Promise.all(
      Array.from({ length: subjects }, async (_, index) => [await sessions(`subject-${index}`)(), `subject-${index}`]),
    );
    owners.clear();
    tokens.length = 0;
    for (const [token = '', subject = ''] of fresh) {
      tokens.push(token);
      owners.set(token, subject);
    }
  }
  await renew();
  await proxy.start();

  return {
    proxy,
    green,
    folder,
    token() {
      next += 1;
      return tokens[next % tokens.length] ?? '';
    },
    subjectOf: (token) => owners.get(token),
    tokenOf: (subject) => [...owners].find(([, owner]) => owner === subject)?.[0],
    renew,
    holding: () => holdingOf(proxy, { file, folder, adminUrl }),
    metrics: async () => (await fetch(`${adminUrl}/metrics`)).text(),
    async stop() {
      await proxy.stop();
      await green.stop();
      await rm(place, { recursive: true, force: true });
    },
  };
}
