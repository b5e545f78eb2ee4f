import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cardNames } from '@scanfill/proxy/contract';
import { conditions } from './reader/set.mjs';

/**
 * `pnpm bench reader [--per 50] [--cards a,b] [--held-out] [--negatives 200] [--no-plain] [--seed 1]`
 *
 * Renders seeded specimens under every condition, reads each in a process of its own, and prints: exact fields right, card × condition;
 * the share of the plain engine's errors that the reader removes; fields invented on negatives; seconds a photo; peak memory.
 */
export default async function bench(args) {
  const { values } = parseArgs({
    args,
    options: {
      per: { type: 'string', default: '50' },
      cards: { type: 'string', default: cardNames.join(',') },
      negatives: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      'held-out': { type: 'boolean', default: false },
      plain: { type: 'boolean', default: true },
      'no-plain': { type: 'boolean', default: false },
    },
  });
  const folder = await mkdtemp(join(tmpdir(), 'scanfill-reader-'));
  try {
    const plan = {
      cards: values.cards.split(','),
      per: Number(values.per),
      negatives: Number(values.negatives),
      seed: Number(values.seed),
      heldOut: values['held-out'],
    };
    console.error(
      `Rendering ${plan.cards.length} × ${conditions.length} × ${plan.per} specimens and ${plan.negatives} negatives …`,
    );
    await run('render.mjs', folder, JSON.stringify(plan));
    console.error('Reading …');
    await run('read.mjs', folder);
    if (values.plain && !values['no-plain']) {
      console.error('Reading with the plain engine …');
      await run('plain.mjs', folder);
    }
    print(plan, await results(folder, 'read'), await results(folder, 'plain'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a part in its own process, so that its memory is its own. */
function run(part, ...args) {
  const script = fileURLToPath(new URL(`./reader/${part}`, import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${part} ended with ${code}`))));
  });
}

async function results(folder, name) {
  return JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8').catch(() => 'null'));
}

function print(plan, read, plain) {
  const share = (list) => {
    const total = list.reduce((sum, { fields }) => sum + fields, 0);
    return total === 0 ? '–' : `${((100 * list.reduce((sum, { right }) => sum + right, 0)) / total).toFixed(1)} %`;
  };
  const line = (cells) => console.log(`| ${cells.join(' | ')} |`);
  const { photos } = read;
  console.log(`\nExact fields right, ${plan.per} specimens each${plan.heldOut ? ', layouts held out' : ''}\n`);
  line(['card', ...conditions]);
  line(['---', ...conditions.map(() => '---:')]);
  const row = (name, list) =>
    line([name, ...conditions.map((condition) => share(list.filter((photo) => photo.condition === condition)))]);
  for (const card of plan.cards)
    row(
      card,
      photos.filter((photo) => photo.card === card),
    );
  row('**all**', photos);
  const seconds = (list, part) => {
    const sorted = [...list].sort((a, b) => a - b);
    return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] / 1000).toFixed(2);
  };
  const spread = (name) => {
    const list = photos.map((photo) => photo[name]);
    return `p50 ${seconds(list, 0.5)}, p90 ${seconds(list, 0.9)}, p99 ${seconds(list, 0.99)}`;
  };
  console.log(
    `\nSeconds a photo: ${spread('ms')}; of processor time: ${spread('cpuMs')}; peak memory ${Math.round(read.peakMb)} MB`,
  );
  console.log(
    `Invented fields on ${read.negatives.length} negatives: ${read.negatives.reduce((sum, { invented }) => sum + invented.length, 0)}`,
  );
  for (const { file, card, invented } of read.negatives.filter((negative) => negative.invented.length > 0)) {
    console.log(`  ${file} as ${card}: ${invented.join(', ')}`);
  }
  if (plain === null) return;
  const wrong = (list) => list.reduce((sum, { fields, right }) => sum + fields - right, 0);
  const before = wrong(plain.photos);
  const after = wrong(photos);
  console.log(
    `\nPlain engine (upright by EXIF, its text matched by the nearest label, no correction): ${share(plain.photos)} right`,
  );
  for (const condition of conditions) {
    const of = (list) => share(list.filter((photo) => photo.condition === condition));
    console.log(`  ${condition}: plain ${of(plain.photos)}, reader ${of(photos)}`);
  }
  console.log(
    `Errors removed: ${before} → ${after}, ${before === 0 ? '–' : (100 * (1 - after / before)).toFixed(1)} %`,
  );
}
