import { join } from 'node:path';
import { ensureNeeds } from './needs.mjs';
import { build, checkNode, install, root, run } from './workspace.mjs';

/**
 * `pnpm test:gateways [--only nginx,apache]`: the configurations in `examples/gateways`, each run as it stands before a
 * proxy. `PROXY_DIST=/path/to/dist` puts another build in the proxy's place.
 */

checkNode();
await install();
await ensureNeeds(['gateways']);
await build();
process.exitCode = await run(process.execPath, [join(root, 'test/gateways/run.mjs'), ...process.argv.slice(2)]);
