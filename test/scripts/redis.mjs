import { join } from 'node:path';
import { ensureNeeds } from './needs.mjs';
import { build, checkNode, install, root, run } from './workspace.mjs';

/**
 * `pnpm test:redis [--only cluster]`: the proxy on each set-up of Redis that people run, with real servers, and what it
 * says where it cannot work. `PROXY_DIST=/path/to/dist` puts another build in the proxy's place.
 */

checkNode();
await install();
await ensureNeeds(['redis']);
await build();
process.exitCode = await run(process.execPath, [join(root, 'test/redis/run.mjs'), ...process.argv.slice(2)]);
