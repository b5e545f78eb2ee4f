import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/** Makes the HEICs anew that the tests use. */
const root = join(fileURLToPath(import.meta.url), '../..');
const { module } = await runnerImport(join(root, 'pictures/make-heic.ts'), {
  root,
  configFile: false,
  logLevel: 'error',
});
process.exit(await module.main());
