import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/** Runs the fuzzing or the soak, as its first argument says. */
const root = join(fileURLToPath(import.meta.url), '../..');
const { module } = await runnerImport(join(root, 'soak/main.ts'), { root, configFile: false, logLevel: 'error' });
process.exit(await module.main(process.argv.slice(2)));
