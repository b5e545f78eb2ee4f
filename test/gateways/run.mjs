import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/** Runs the proxy behind every gateway, or those that `--only` names, and prints a table. */
const root = join(fileURLToPath(import.meta.url), '../..');
const { module } = await runnerImport(join(root, 'gateways/main.ts'), { root, configFile: false, logLevel: 'error' });
process.exit(await module.main(process.argv.slice(2)));
