import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/**
 * `pnpm bench proxy [--seconds N] [--kb N] [--only a,b,c,idle,memory,overload]`: the proxy against what a competent
 * user would write instead.
 */
export default async function bench(args) {
  const root = join(fileURLToPath(import.meta.url), '../..');
  const main = join(root, 'bench/proxy/main.ts');
  const { module } = await runnerImport(main, { root, configFile: false, logLevel: 'error' });
  await module.benchProxy(args);
}
