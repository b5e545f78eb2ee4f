import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/** Gives the bill of materials of what is published. */
const root = join(fileURLToPath(import.meta.url), '../..');
const { module } = await runnerImport(join(root, 'sbom/main.ts'), { root, configFile: false, logLevel: 'error' });
process.exitCode = await module.main(process.argv.slice(2));
