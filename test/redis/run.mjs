import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/** Runs every set-up of Redis, or those that `--only` names, and prints them as a table. */
const root = join(fileURLToPath(import.meta.url), '../..');
const { module } = await runnerImport(join(root, 'redis/main.ts'), { root, configFile: false, logLevel: 'error' });
process.exit(await module.main(process.argv.slice(2)));
