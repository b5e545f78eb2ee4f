import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureNeeds, findChromium } from './needs.mjs';
import { build, checkNode, install, pnpm, root, run } from './workspace.mjs';

/**
 * `pnpm docs:site [--base /docs/]`: builds the documents' site from the repository into `docs/site/dist/site` and looks
 * at it in Chromium. What builds it is installed in a workspace of its own, `docs/site`, for this command only.
 */
const { values: options } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: { base: { type: 'string', default: '/' } },
});
if (!/^\/([\w.-]+\/)*$/.test(options.base)) {
  console.error(`--base is the path the site is mounted at, such as /docs/; this is ${options.base}.`);
  process.exit(1);
}
const folder = join(root, 'docs/site');
const check = join(root, 'test/site/check.mjs');

checkNode();
await install();
await ensureNeeds(['site']);
await build();
await must('What builds the site', () =>
  pnpm(['install', '--frozen-lockfile', '--prefer-offline', '--ignore-scripts'], { cwd: folder }),
);
await must('The pages', async () => {
  const { cards, problems } = await import('@scanfill/proxy/contract');
  const { writePages } = await import('../../docs/site/write-pages.mjs');
  writePages(root, { cards, problems });
  copyFileSync(join(root, 'demo/public/icon.svg'), join(folder, 'dist/pages/public/icon.svg'));
  return 0;
});
const env = { ...process.env, DOCS_BASE: options.base, CHROMIUM: findChromium() };
const vitepress = join(folder, 'node_modules/vitepress/bin/vitepress.js');
await must('The site', () => run(process.execPath, [vitepress, 'build', folder], { cwd: folder, env }));
await must('A look at it', () => run(process.execPath, [check, options.base], { env }));
console.log(`\nThe site: ${join(folder, 'dist/site')}`);

async function must(title, work) {
  const beganAt = Date.now();
  console.log(`\n── ${title}`);
  const code = await work();
  if (code !== 0) process.exit(1);
  console.log(`── ${title}: ${((Date.now() - beganAt) / 1_000).toFixed(1)} s`);
}
