import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { benchReport } from './bench-report.mjs';
import { build, checkNode, install, root } from './workspace.mjs';

/**
 * `pnpm bench <name> [options]`: builds, then runs `test/bench/<name>.mjs`; without a name runs all that fetch nothing
 * and writes `docs/benchmarks.md`; with `--help` says what there is.
 */

const folder = join(root, 'test/bench');
const names = readdirSync(folder)
  .filter((file) => /^[a-z-]+\.mjs$/.test(file))
  .map((file) => file.slice(0, -'.mjs'.length));
const given = process.argv.slice(2).filter((argument) => argument !== '--');
const asksForHelp = given.some((argument) => /^(?:--help|-h)$/.test(argument));
const [name = '', ...args] = given;

if (asksForHelp || (name !== '' && !names.includes(name))) {
  const usage = (names.includes(name) ? [name] : names).map(usageOf).join('\n\n');
  if (asksForHelp)
    console.log(`\`pnpm bench\`\n\nRuns those of these that fetch nothing, and writes docs/benchmarks.md.\n\n${usage}`);
  else console.error(`There is no bench ${name}. There are:\n\n${usage}`);
  process.exit(asksForHelp ? 0 : 1);
}
checkNode();
// A part of the report: what started it has built.
if (process.env.SCANFILL_BUILT === undefined) {
  await install();
  await build();
}
if (name === '') {
  await benchReport();
  process.exit(0);
}
const { default: bench } = await import(pathToFileURL(join(folder, `${name}.mjs`)).href);
await bench(args);

/** What a bench's own first words say of it. */
function usageOf(name) {
  const comments = readFileSync(join(folder, `${name}.mjs`), 'utf8').match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  const own = comments.find((comment) => comment.includes(`\`pnpm bench ${name}`)) ?? '';
  return own
    .replace(/^\/\*\*\s*|\s*\*\/$/g, '')
    .replace(/^ *\* ?/gm, '')
    .trim();
}
