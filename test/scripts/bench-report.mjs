import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, type as system, totalmem } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './workspace.mjs';

/** What the report is made of, in its order: some fifteen minutes on a quiet machine. */
const parts = [
  { title: 'Filling a form', args: ['fill'] },
  { title: 'A photo looked at and prepared, against what pages use today', args: ['widget'] },
  {
    title: 'Large JPEGs in three engines, against the same',
    args: ['widget', '--large', '48', '--rounds', '3'],
  },
  {
    title: 'The proxy, against what one would write instead',
    args: ['proxy', '--seconds', '10', '--only', 'a,b,c,idle'],
  },
  {
    title: 'The reader, against the plain engine',
    args: ['reader', '--per', '1', '--negatives', '20', '--failing', '100'],
  },
  { title: 'An honest page while strangers attack', args: ['abuse', '--seconds', '15'] },
];

/** Runs every bench that fetches nothing, and writes down what they print, with date and machine. */
export async function benchReport() {
  const file = join(root, 'docs/benchmarks.md');
  const sections = [];
  for (const { title, args } of parts) {
    console.log(`\n── pnpm bench ${args.join(' ')}`);
    const startedAt = Date.now();
    const { code, text } = await shown(args);
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    const kept = code === 0 ? 'within its promises' : 'over a promise, as it says itself';
    sections.push(
      [`## ${title}`, `\`pnpm bench ${args.join(' ')}\`, ${seconds} s, ${kept}:`, fenced(text)].join('\n\n'),
    );
    writeFileSync(file, [head(), ...sections, ''].join('\n\n'));
  }
  console.log(`\n── Written: ${file}`);
}

/** Shows what a bench prints while it runs, and gives it. */
function shown(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'test/scripts/bench.mjs'), ...args], {
      cwd: root,
      env: { ...process.env, SCANFILL_BUILT: 'yes' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (piece) => {
      text += piece;
      process.stdout.write(piece);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, text }));
  });
}

function fenced(text) {
  const lines = stripVTControlCharacters(text)
    .split(/\r?\n/)
    // The same figures stand in the table that follows.
    .filter((line) => !line.startsWith('{"'))
    // Where it lies is nobody's business.
    .map((line) => line.replaceAll(root, '.').trimEnd());
  return `\`\`\`text\n${lines.join('\n').trim()}\n\`\`\``;
}

function head() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [{ model }] = cpus();
  const machine = `${cpus().length} cores (${model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, ${system()}, Node ${process.versions.node}`;
  const peers = [
    ['widget', 'browser-image-compression'],
    ['test', 'compressorjs'],
    ['test', 'playwright-core'],
  ].map(([folder, name]) => `${name} ${versionOf(folder, name)}`);
  return [
    '# Measured',
    `Written by \`pnpm bench\` on ${new Date().toISOString().slice(0, 10)}, Scanfill ${version ?? 'from a checkout'}, on ${machine}; beside it ${peers.join(', ')}.`,
    'Every comparison is of one run on one machine, its contenders in turn: read the ratios, not the milliseconds. What is said of speed elsewhere is quoted from here.',
  ].join('\n\n');
}

function versionOf(folder, name) {
  const require = createRequire(join(root, folder, 'package.json'));
  for (const path of require.resolve.paths(name) ?? []) {
    try {
      return JSON.parse(readFileSync(join(path, name, 'package.json'), 'utf8')).version;
    } catch {
      // In another of the folders.
    }
  }
  return 'of an unknown version';
}
