import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { release } from '../release/release.mjs';
import { repositoryOf } from '../release/repository.mjs';
import { build, checkNode, install, pnpm, root } from './workspace.mjs';

/**
 * `RELEASE_REPOSITORY=https://… pnpm release`: packs widget, proxy and sandbox, checks them, and lays tarballs,
 * checksums, bills of materials and a page into `release/`. It publishes nothing.
 */

checkNode();
let repository;
try {
  repository = repositoryOf(process.env);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await install();
await build();
if ((await pnpm(['--filter', '@scanfill/sandbox', 'run', 'build'])) !== 0) process.exit(1);
const faults = await release(repository);
for (const fault of faults) console.error(fault);
const waiting = (await readdir(join(root, '.changeset'))).filter(
  (name) => name.endsWith('.md') && name !== 'README.md',
);
if (waiting.length > 0) console.log(`Not in a version yet: ${waiting.length} changesets (\`pnpm changeset version\`).`);
console.log(faults.length === 0 ? 'Ready to publish: release/' : `${faults.length} faults: not to be published.`);
process.exitCode = faults.length === 0 ? 0 : 1;
