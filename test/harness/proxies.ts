import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { mintSession } from '@scanfill/proxy/session';
import { freePort, pause, type Running, root, startNode } from './processes.ts';
import { credentials } from './standin.ts';

/** The secrets that the proxies of a test share: they sign with the one and seal with the other. */
const secret = 'a6c4f2242ec34b28b51520062ce8076b';
export const proxySecrets = { SESSION_SECRET: secret, STORE_SECRET: 'f0a5c1de7b3948268d90b1e5c73af462' };

/** The product's own; another build may stand in its place (`PROXY_DIST=/path/to/dist`). */
const { PROXY_DIST: dist = 'proxy/dist' } = process.env;
const executable = join(dist, '../bin/scanfill-proxy.js');

/** A proxy process that can be killed and started again under the same address. */
export type ProxyProcess = {
  readonly url: string;
  readonly port: number;
  readonly running: () => Running | undefined;
  /** Everything that every run of it has printed. */
  lines(): readonly string[];
  /** `whenReady: false` does not wait until it serves: for a process that may die before. */
  start(env?: Readonly<Record<string, string>>, options?: { whenReady?: boolean }): Promise<Running>;
  /** Resolves once the latest run of it serves, or has ended. */
  ready(): Promise<void>;
  /**
   * Runs the executable once with these arguments in the same environment; gives what it prints, rejects where it
   * fails.
   */
  command(args: readonly string[]): Promise<string>;
  /** Waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
};

/** Session tokens as a host's backend mints them, a new one every ten minutes; `quota`: unlimited unless told. */
export function sessions(subject = 'visitor-1', quota?: number): () => Promise<string> {
  let minted: { token: Promise<string>; until: number } | undefined;
  return () => {
    if (minted === undefined || minted.until < Date.now()) {
      const token = mintSession({ secret, subject, ttlSeconds: 900, ...(quota === undefined ? {} : { quota }) }).then(
        (session) => session.token,
      );
      minted = { token, until: Date.now() + 600_000 };
    }
    return minted.token;
  };
}

/** One subject stands for a crowd here, so nothing is bounded for a subject. */
export const unbounded = {
  RATE_LIMIT: '0',
  SESSION_QUOTA: '0',
  MAX_UPLOADS: '0',
  MAX_UPLOADS_A_SUBJECT: '0',
  MAX_UPLOAD_MB_A_SUBJECT: '0',
  MAX_POLLS_A_SUBJECT: '0',
};

/** A proxy run by `script` (the product's own executable unless told) on a port of its own; not started yet. */
export async function prepareProxy(
  env: (port: number) => Readonly<Record<string, string>>,
  script = executable,
): Promise<ProxyProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const runs: Running[] = [];
  const isReady = async () => (await fetch(`${url}/healthz`)).ok;
  return {
    url,
    port,
    running: () => runs.at(-1),
    lines: () => runs.flatMap(({ lines }) => lines),
    async start(more = {}, { whenReady = true } = {}) {
      const common = { ...credentials, ...proxySecrets, PORT: String(port), ...unbounded };
      const all = { ...common, ...env(port), ...more };
      const running = await startNode(script, whenReady ? { env: all, ready: isReady } : { env: all });
      runs.push(running);
      return running;
    },
    async ready() {
      while (runs.at(-1)?.alive() === true && !(await isReady().catch(() => false))) await pause(50);
    },
    async command(args) {
      const all = { ...credentials, ...proxySecrets, PORT: String(port), ...env(port) };
      const run = promisify(execFile);
      const options = { cwd: root, env: { PATH: process.env.PATH ?? '', ...all }, maxBuffer: 64 * 2 ** 20 };
      return (await run(process.execPath, [resolve(root, script), ...args], options)).stdout;
    },
    async stop(signal = 'SIGTERM') {
      const running = runs.at(-1);
      if (running?.alive() !== true) return;
      running.signal('SIGCONT');
      await running.stop(signal);
      await pause(0);
    },
  };
}
