import { freePort } from '../harness/processes.ts';
import { prepareProxy } from '../harness/proxies.ts';
import { credentials, startStandin } from '../harness/standin.ts';
import { kinds, startGateway } from './gateways.ts';
import { askThrough, type Seen } from './trial.ts';

/** What a gateway does unless told otherwise, and the proxy has to say so. */
const untold = {
  kind: kinds.find(({ name }) => name === 'nginx') ?? kinds[0],
  change: (text: string) => text.replaceAll(/^ *(client_max_body_size|proxy_request_buffering).*\n/gm, ''),
};

/** A proxy behind a gateway, and what is asked of the two; everything is ended afterwards. */
async function behind<T>(
  kind: (typeof kinds)[number],
  ask: (base: string, parts: Parameters<typeof askThrough>) => Promise<T>,
  change?: (text: string) => string,
): Promise<T> {
  const standin = await startStandin({ STANDIN_ENGINE_MS: '70000' });
  const port = await freePort();
  const gateway = await startGateway(kind, port, change);
  const proxy = await prepareProxy(() => ({
    GREEN_ENDPOINT: standin.url,
    PORT: String(port),
    STORE_URL: 'memory:',
    IMAGE_HOST: 'bucket',
    BUCKET_ENDPOINT: standin.url,
    BUCKET_NAME: 'standin-bucket',
    BUCKET_REGION: 'cn-shanghai',
    BUCKET_ACCESS_KEY_ID: credentials.ALIBABA_CLOUD_ACCESS_KEY_ID,
    BUCKET_ACCESS_KEY_SECRET: credentials.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    CALLBACK: 'on',
    PUBLIC_URL: gateway.url,
    TRUST_PROXY: '1',
    ADDRESS_LIMIT: '20',
    LOG_LEVEL: 'warn',
  }));
  try {
    const running = await proxy.start({}, { whenReady: false });
    while (running.alive() && !(await fetch(`${gateway.url}/readyz`)).ok) await new Promise((r) => setTimeout(r, 100));
    return await ask(gateway.url, [gateway.url, proxy, standin]);
  } finally {
    await proxy.stop();
    await gateway.stop();
    await standin.process.stop();
  }
}

/** Runs the gateways whose names hold one of `--only a,b`, all unless told; prints a table and gives the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const at = args.indexOf('--only');
  const only = at < 0 ? [''] : (args[at + 1] ?? '').toLowerCase().split(',');
  const wanted = kinds.filter(({ name }) => only.some((part) => name.toLowerCase().includes(part)));
  const rows = await Promise.all(
    wanted.map(async (kind) => {
      const seen: Seen = await behind(kind, (_, parts) => askThrough(...parts)).catch((error: unknown) => ({
        '20 MB': String(error).slice(0, 200),
      }));
      return { gateway: kind.name, ...seen };
    }),
  );
  console.table(rows);
  const wrong = rows.flatMap(({ gateway, ...seen }) =>
    Object.entries(seen).flatMap(([asked, what]) => (what === 'ok' ? [] : [`${gateway}, ${asked}: ${what}`])),
  );
  for (const line of wrong) console.log(line);
  if (untold.kind && wanted.includes(untold.kind)) {
    const said = await behind(
      untold.kind,
      (base, [, proxy]) =>
        proxy.command(['--check', '--through', base]).catch((error: unknown) => String(Object(error).stdout ?? error)),
      untold.change,
    );
    const line = said.split('\n').find((each) => each.includes('Through')) ?? said;
    console.log(`nginx unless told: ${line}`);
    if (!/^FAIL Through .*1 MB do: 413 text\/html/.test(line)) wrong.push('nginx unless told');
  }
  console.log(`Gateways: right ${rows.length * 10 - wrong.length} of ${rows.length * 10}`);
  return wrong.length === 0 && rows.length > 0 ? 0 : 1;
}
