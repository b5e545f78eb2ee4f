import { join } from 'node:path';
import { ensureNeeds, findChromium } from './needs.mjs';
import { build, checkNode, install, pnpm, root, run } from './workspace.mjs';

/**
 * `pnpm test:forms [--only antd,mui] [--widget FOLDER] [--json FILE]`: fills the controls of real form libraries with
 * the built widget. The libraries are installed in a workspace of their own, `test/forms`, for this command only.
 */

const args = process.argv.slice(2).filter((argument) => argument !== '--');
const folder = join(root, 'test/forms');

checkNode();
await install();
await ensureNeeds(['forms']);
if (!args.includes('--widget')) await build();
console.log('\n── The libraries');
const installed = await pnpm(['install', '--frozen-lockfile', '--prefer-offline', '--ignore-scripts'], { cwd: folder });
if (installed !== 0) {
  console.error('The libraries could not be installed.');
  process.exit(1);
}
const env = { ...process.env, CHROMIUM: findChromium() };
process.exitCode = await run(process.execPath, [join(folder, 'run.mjs'), ...args], { env });
