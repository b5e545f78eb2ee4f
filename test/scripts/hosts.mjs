import { join } from 'node:path';
import { build, checkNode, install, pnpm, root, run } from './workspace.mjs';

/**
 * `pnpm test:hosts [--only koa,next]`: the packed proxy in real hosts and runtimes. They are installed in a workspace
 * of their own, `test/hosts`, for this command only.
 */

const args = process.argv.slice(2).filter((argument) => argument !== '--');
const folder = join(root, 'test/hosts');

checkNode();
await install();
await build();
console.log('\n── The hosts');
const installed = await pnpm(['install', '--frozen-lockfile', '--prefer-offline', '--ignore-scripts'], { cwd: folder });
if (installed !== 0) {
  console.error('The hosts could not be installed.');
  process.exit(1);
}
process.exitCode = await run(process.execPath, [join(folder, 'run.mjs'), ...args]);
