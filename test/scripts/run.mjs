import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureNeeds, findChromium, findFirefox } from './needs.mjs';
import { build, checkNode, install, pnpm, root } from './workspace.mjs';

/** `pnpm test`: everything the tests need, then every suite; `pnpm test proxy` runs the suites that are named. */

const results = join(root, 'test/results');
const packages = ['proxy', 'widget', 'demo', 'sandbox', 'test'];
const wanted = process.argv.slice(2).filter((argument) => argument !== '--');

checkNode();
await install();
await ensureNeeds(packages.filter(runs));
await build();

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const env = { ...process.env, CHROMIUM: findChromium(), FIREFOX: findFirefox() };
const rows = [];

const checks = [
  ['lint', ['exec', 'biome', 'ci', '.']],
  ['unused', ['exec', 'knip', '--no-progress']],
  ['types', ['-r', 'run', 'typecheck']],
];
if (runs('check')) {
  console.log('\n── lint, unused, types');
  // Side by side: each of them keeps one core busy.
  const codes = await Promise.all(checks.map(([, args]) => pnpm(args, { env })));
  for (const [index, [name]] of checks.entries()) {
    const failed = codes[index] === 0 ? 0 : 1;
    rows.push({ suite: name, passed: 1 - failed, failed, skipped: 0 });
  }
}

for (const name of packages) {
  if (!runs(name)) continue;
  console.log(`\n── ${name}`);
  const file = join(results, `${name}.json`);
  const args = [
    '--filter',
    `@scanfill/${name}`,
    'exec',
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const startedAt = Date.now();
  const code = await pnpm(args, { env });
  rows.push({ ...count(name, file, code), seconds: Math.round((Date.now() - startedAt) / 1000) });
}

const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
const skipped = sum('skipped');
const summary = `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
console.log();
for (const row of rows) {
  console.log(
    `${row.suite.padEnd(10)} ${row.passed} passed, ${row.failed} failed, ${row.skipped} skipped${row.seconds ? ` (${row.seconds} s)` : ''}`,
  );
}
writeFileSync(join(results, 'summary.txt'), `${summary}\n`);
console.log(summary);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;

function runs(name) {
  return wanted.length === 0 || wanted.includes(name);
}

/**
 * A suite that ended without a report, or unhappy though no test failed (an unhandled error, say), counts as one
 * failure.
 */
function count(suite, file, code) {
  if (!existsSync(file)) return { suite, passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const failed = report.numFailedTests === 0 && code !== 0 ? 1 : report.numFailedTests;
  return { suite, passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests };
}
