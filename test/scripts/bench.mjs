import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, checkNode, install, root } from './workspace.mjs';

/** `pnpm bench <name> [options]`: builds, then runs `test/bench/<name>.mjs`. */

const folder = join(root, 'test/bench');
const names = readdirSync(folder)
  .filter((file) => /^[a-z-]+\.mjs$/.test(file))
  .map((file) => file.slice(0, -'.mjs'.length));
const [name = '', ...args] = process.argv.slice(2).filter((argument) => argument !== '--');

if (!names.includes(name) || !existsSync(join(folder, `${name}.mjs`))) {
  console.error(`Usage: pnpm bench <${names.join(' | ')}> [options]`);
  process.exit(1);
}
checkNode();
await install();
await build();
const { default: bench } = await import(pathToFileURL(join(folder, `${name}.mjs`)).href);
await bench(args);
