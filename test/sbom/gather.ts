import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../harness/processes.ts';
import { type Bundled, type Listed, type Need, type Sbom, type Shipped, sbomOf } from './sbom.ts';

/** What is published: the demo and the tests are not. */
const published = ['@scanfill/proxy', '@scanfill/widget'];

const read = (path: string): string => readFileSync(path, 'utf8');

/** The bill of materials of the published packages, from pnpm's own list, the lock file and the built widget. */
export async function gatherSbom(now = new Date()): Promise<Sbom> {
  const { packageManager }: { packageManager: string } = JSON.parse(read(join(root, 'package.json')));
  const filters = published.flatMap((name) => ['--filter', name]);
  const args = ['list', '--prod', '--depth', 'Infinity', '--json', ...filters];
  const caller = process.env.npm_execpath;
  // The very pnpm that called, else the version that the workspace names.
  const [command, first] =
    caller !== undefined && /pnpm/.test(caller) ? [process.execPath, [caller]] : ['npx', ['-y', packageManager]];
  const run = promisify(execFile);
  const { stdout } = await run(command, [...first, ...args], { cwd: root, maxBuffer: 64 * 2 ** 20 });
  const listed: readonly (Listed & { name: string; path: string })[] = JSON.parse(stdout);
  const shipped: readonly Shipped[] = listed
    .filter(({ name }) => published.includes(name))
    .map((each) => ({ ...each, bundled: bundledIn(each.path) }));
  const integrities = integritiesIn(read(join(root, 'pnpm-lock.yaml')));
  return sbomOf(shipped, { need, license, integrity: (name, version) => integrities.get(`${name}@${version}`) }, now);
}

/** What the widget's own list of licences names. */
function bundledIn(folder: string): readonly Bundled[] {
  const file = join(folder, 'dist/THIRD-PARTY-LICENSES.txt');
  if (!existsSync(file)) return [];
  return [...read(file).matchAll(/^(@?[\w./-]+) (\d+\.\d+\.\S+) \(([^)]+)\)$/gm)].map(
    ([, name = '', version = '', license = '']) => ({ name, version, license }),
  );
}

type Manifest = {
  readonly license?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

/** Empty where it is for another machine, and not here. */
function manifestOf({ path }: Listed): Manifest {
  const file = join(path ?? '', 'package.json');
  return path !== undefined && existsSync(file) ? JSON.parse(read(file)) : {};
}

/** pnpm lists peers too, which whoever installs the package brings. */
function need(listed: Listed, name: string): Need {
  const { dependencies = {}, optionalDependencies = {} } = manifestOf(listed);
  if (name in optionalDependencies) return 'optional';
  return name in dependencies ? 'required' : undefined;
}

function license(listed: Listed): string | undefined {
  const stated = manifestOf(listed).license;
  return typeof stated === 'string' ? stated : undefined;
}

/** `name@version` of each package of the lock file with its integrity. */
function integritiesIn(lock: string): ReadonlyMap<string, string> {
  const found = lock.matchAll(/^ {2}'?(@?[^\s'()]+@[^\s'()]+)'?:\n {4}resolution: \{integrity: ([^,}]+)/gm);
  return new Map([...found].map(([, name = '', integrity = '']) => [name, integrity]));
}
