import { join } from 'node:path';
import { build, checkNode, install, root, run } from './workspace.mjs';

/**
 * `pnpm test:soak [--minutes 30] [--seed first]`: honest clients and fuzzed requests for half an hour; heap,
 * descriptors, disk and store have to stay flat. `pnpm test:fuzz [--requests 100000] [--seed first]`: as many requests
 * that follow from the seed. `PROXY_DIST=/path/to/dist` puts another build in the proxy's place.
 */

checkNode();
await install();
await build();
process.exitCode = await run(process.execPath, [join(root, 'test/soak/run.mjs'), ...process.argv.slice(2)]);
