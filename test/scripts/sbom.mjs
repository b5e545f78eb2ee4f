import { join } from 'node:path';
import { checkNode, install, pnpm, root, run } from './workspace.mjs';

/**
 * `pnpm sbom [--out sbom.json]`: the bill of materials of the published packages, CycloneDX 1.6 as JSON, on standard
 * output unless told.
 */

const log = console.log;
// Standard output is the document’s alone.
console.log = console.error;
checkNode();
await install();
const built = await pnpm(['--filter', '@scanfill/widget...', 'build'], { stdio: ['ignore', 2, 2] });
console.log = log;
process.exitCode = built || (await run(process.execPath, [join(root, 'test/sbom/run.mjs'), ...process.argv.slice(2)]));
