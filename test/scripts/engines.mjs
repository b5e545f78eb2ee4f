import { ensureNeeds } from './needs.mjs';
import { build, checkNode, install, pnpm } from './workspace.mjs';

/**
 * `pnpm test:engines`: what the suite tries in part in Firefox and WebKit, in full: every kind of picture in each, the
 * whole demo, HEIC, AVIF and PDF, and every file that never ends.
 */

checkNode();
await install();
await ensureNeeds(['test']);
await build();
const env = { ...process.env, ENGINES: 'all' };
const suites = ['browsers', 'foreign', 'demo-pages'];
process.exitCode = await pnpm(['--filter', '@scanfill/test', 'exec', 'vitest', 'run', ...suites], { env });
