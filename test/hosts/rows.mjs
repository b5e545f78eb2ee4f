import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** npm warns of whatever pnpm has told it. */
const quiet = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };

/** The version of an installed package. */
const versionOf = (folder, name) =>
  JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;

/** A row for each host: what it is, and the process that serves it. */
export async function hostRows({ folder }) {
  const names = readdirSync(join(folder, 'hosts')).map((file) => file.replace(/\.mjs$/, ''));
  return Promise.all(
    names.sort().map(async (name) => {
      const { packages } = await import(pathToFileURL(join(folder, 'hosts', `${name}.mjs`)).href);
      const versions = packages.map((each) => `${each.replace(/^@[^/]*\//, '')} ${versionOf(folder, each)}`).join(', ');
      return { name, what: versions, command: process.execPath, args: ['serve.mjs', name], ready: 'listening' };
    }),
  );
}

/** A row for each runtime that this machine's kind has: the executable itself, with its file store. */
export function runtimeRows({ folder }) {
  const bin = join('node_modules/@scanfill/proxy/bin/scanfill-proxy.js');
  const row = (name, command, args) => {
    const path = join(folder, 'node_modules', name, command);
    if (!existsSync(path)) return [];
    const store = join(folder, 'data', name);
    const what = `scanfill-proxy on ${name.split('-')[0]} ${versionOf(folder, name)}`;
    return [
      {
        name,
        what,
        command: path,
        args: [...args, bin],
        env: { STORE_URL: `file:${store}` },
        ready: 'Scanfill proxy:',
        isAlone: true,
      },
    ];
  };
  return [
    ...['node-20', 'node-22', 'node-24', 'node-26'].flatMap((name) => row(name, 'bin/node', [])),
    ...row('deno', 'deno', ['run', '--allow-all']),
    ...row('deno', 'deno', ['run', '--allow-all']).map((deno) => ({
      ...deno,
      name: 'deno-serve',
      // A host's proxy seals under another secret than the executable.
      env: { STORE_URL: `file:${join(folder, 'data', 'deno-serve')}` },
      what: `Deno.serve, ${versionOf(folder, 'deno')}`,
      args: ['run', '--allow-all', 'deno-serve.mjs'],
      ready: 'listening',
      isAlone: false,
    })),
    // Its stub of undici loses answers: it has to be refused in words.
    ...row('bun', 'bin/bun', []).map((bun) => ({ ...bun, refused: /Bun [\d.]+ cannot run this service/ })),
  ];
}

/** A row for Yarn's PnP, which has no node_modules: Node's own server with the file store. */
export function yarnRows({ folder, tarballs }) {
  const project = join(folder, 'yarn');
  mkdirSync(join(project, 'hosts'), { recursive: true });
  for (const file of ['serve.mjs', 'the-proxy.mjs', 'hosts/node.mjs'])
    writeFileSync(join(project, file), readFileSync(join(folder, file)));
  const manifest = {
    name: 'plugged',
    private: true,
    type: 'module',
    dependencies: { '@scanfill/proxy': tarballs['@scanfill/proxy'] },
  };
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(project, 'yarn.lock'), '');
  const registry = execFileSync('npm', ['config', 'get', 'registry'], quiet).trim();
  const env = {
    ...process.env,
    YARN_NODE_LINKER: 'pnp',
    YARN_ENABLE_TELEMETRY: '0',
    YARN_ENABLE_SCRIPTS: '0',
    YARN_NPM_REGISTRY_SERVER: registry,
    YARN_GLOBAL_FOLDER: join(folder, 'yarn-global'),
  };
  const yarn = join(folder, 'node_modules/@yarnpkg/cli-dist/bin/yarn.js');
  const installed = spawnSync(process.execPath, [yarn, 'install', '--no-immutable'], {
    cwd: project,
    env,
    encoding: 'utf8',
  });
  const args = ['--require', './.pnp.cjs', '--experimental-loader', './.pnp.loader.mjs', 'serve.mjs', 'node'];
  const what = `yarn ${versionOf(folder, '@yarnpkg/cli-dist')}, file store`;
  return [
    {
      name: 'yarn-pnp',
      what,
      ...(installed.status === 0 ? {} : { failed: `${installed.stdout}${installed.stderr}` }),
      command: process.execPath,
      args,
      cwd: project,
      env: { STORE_URL: `file:${join(project, 'data')}` },
      ready: 'listening',
    },
  ];
}

/** A row for each compiler: what a customer writes, with every declaration checked and no types of Express. */
export function typeRows({ folder }) {
  return ['typescript-5', 'typescript-7'].map((name) => ({
    name,
    what: `tsc ${versionOf(folder, name)}, skipLibCheck false`,
    /** What the compiler complains of, if anything. */
    compile() {
      const tsc = join(folder, 'node_modules', name, 'bin/tsc');
      const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', 'types'], { cwd: folder, encoding: 'utf8' });
      return status === 0 ? undefined : stdout.trim();
    },
  }));
}
