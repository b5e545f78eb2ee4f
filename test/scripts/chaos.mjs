import { ensureNeeds } from './needs.mjs';
import { build, checkNode, install, pnpm } from './workspace.mjs';

/**
 * `pnpm test:chaos [seed]`: the chaos runs in their long form. The same seed makes the same faults, kills and mishaps
 * in the same order.
 */

const [seed = 'first'] = process.argv.slice(2).filter((argument) => argument !== '--');

checkNode();
await install();
await ensureNeeds(['chaos']);
await build();
console.log(`\n── chaos, seed ${seed}`);
const env = { ...process.env, CHAOS: 'long', CHAOS_SEED: seed };
process.exitCode = await pnpm(['--filter', '@scanfill/test', 'exec', 'vitest', 'run', 'chaos'], { env });
