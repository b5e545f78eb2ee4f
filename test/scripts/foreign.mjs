import { ensureNeeds } from './needs.mjs';
import { build, checkNode, install, pnpm } from './workspace.mjs';

/**
 * `pnpm test:foreign`: HEIC, AVIF and PDF in Chromium, Firefox and WebKit, and every file that never ends; the suite
 * tries them in Chromium alone, with one such file.
 */

checkNode();
await install();
await ensureNeeds(['test']);
await build();
const env = { ...process.env, FOREIGN: 'long' };
process.exitCode = await pnpm(['--filter', '@scanfill/test', 'exec', 'vitest', 'run', 'foreign'], { env });
