import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, root, start } from '../harness/processes.ts';

/** A gateway that runs before a proxy. */
export type Gateway = { readonly url: string; stop(): Promise<void> };

type Kind = {
  readonly name: string;
  readonly file: string;
  /** What the file needs around it to be run by anybody, in a folder of its own. */
  readonly around: (text: string, folder: string) => string;
  readonly command: (file: string, folder: string) => readonly [string, ...string[]];
};

const modules = '/usr/lib/apache2/modules';

/** Those there are examples for. */
export const kinds: readonly Kind[] = [
  {
    name: 'nginx',
    file: 'nginx.conf',
    around: (text, folder) =>
      text.replace(
        'http {',
        `http {\n${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
          .map((each) => `  ${each}_temp_path ${folder}/${each};`)
          .join('\n')}\n  access_log off;`,
      ),
    command: (file, folder) => [
      'nginx',
      ...['-e', join(folder, 'error.log'), '-c', file],
      ...['-g', `daemon off; pid ${folder}/pid; error_log ${folder}/error.log;`],
    ],
  },
  {
    name: 'Caddy',
    file: 'Caddyfile',
    around: (text) => text,
    command: (file) => ['caddy', 'run', '--adapter', 'caddyfile', '--config', file],
  },
  {
    name: 'HAProxy',
    file: 'haproxy.cfg',
    around: (text) => text,
    command: (file) => ['haproxy', '-db', '-f', file],
  },
  {
    name: 'Apache',
    file: 'apache.conf',
    around: (text, folder) =>
      [
        `ServerRoot ${folder}\nServerName localhost\nPidFile ${folder}/pid\nErrorLog ${folder}/error.log`,
        ...['mpm_event', 'authz_core', 'proxy', 'proxy_http', 'reqtimeout'].map(
          (name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`,
        ),
        text,
      ].join('\n'),
    command: (file) => ['apache2', '-D', 'FOREGROUND', '-f', file],
  },
];

/** Starts one before a proxy's port; `change` makes another configuration of the example. */
export async function startGateway(
  kind: Kind,
  proxyPort: number,
  change = (text: string): string => text,
): Promise<Gateway> {
  const folder = await mkdtemp(join(tmpdir(), 'scanfill-gateway-'));
  // Where root starts them their workers are somebody else.
  await chmod(folder, 0o755);
  const port = await freePort();
  const example = await readFile(join(root, 'examples/gateways', kind.file), 'utf8');
  const text = change(example)
    .replaceAll('127.0.0.1:8787', `127.0.0.1:${proxyPort}`)
    .replaceAll(/(\*?):?\b8080\b/g, (at: string) => at.replace('8080', String(port)));
  const file = join(folder, kind.file);
  await writeFile(file, kind.around(text, folder));
  const [command, ...args] = kind.command(file, folder);
  const origin = `http://127.0.0.1:${port}`;
  const path = `${process.env.PATH}:/usr/sbin:/sbin`;
  const running = await start({
    command,
    args,
    env: { PATH: path, HOME: folder },
    ready: async () => (await fetch(origin)).status > 0,
  });
  return {
    url: `${origin}/scanfill`,
    async stop() {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
