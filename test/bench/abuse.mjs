import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/**
 * `pnpm bench abuse [--seconds N] [--only pieces,quota,polls,strangers] [--against CHECKOUT]`: an honest page's uploads
 * while somebody attacks, beside the same in quiet; with another checkout, built, side by side.
 */
export default async function bench(args) {
  const root = join(fileURLToPath(import.meta.url), '../..');
  const main = join(root, 'bench/abuse/main.ts');
  const { module } = await runnerImport(main, { root, configFile: false, logLevel: 'error' });
  await module.benchAbuse(args);
}
