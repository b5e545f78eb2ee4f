import { join } from 'node:path';
import { ensureNeeds, findChromium } from './needs.mjs';
import { build, checkNode, install, pnpm, root, run } from './workspace.mjs';

/**
 * `pnpm test:examples [--only vue,express]`: each project in `examples` in a folder of its own, with the packed
 * packages, built, and its form filled in Chromium by the sandbox. Their frameworks are installed for this command
 * only.
 */

const args = process.argv.slice(2).filter((argument) => argument !== '--');

checkNode();
await install();
await ensureNeeds(['forms']);
await build();
if ((await pnpm(['--filter', '@scanfill/sandbox', 'run', 'build'])) !== 0) process.exit(1);
const env = { ...process.env, CHROMIUM: findChromium() };
process.exitCode = await run(process.execPath, [join(root, 'test/examples/run.mjs'), ...args], { env });
