import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cardNames } from '@scanfill/proxy/contract';
import { openNotes } from './reader/notes.mjs';
import { conditions } from './reader/set.mjs';

/**
 * `pnpm bench reader [--per 50] [--cards a,b] [--held-out] [--negatives 200] [--no-plain] [--seed 1] [--folder kept]`
 *
 * Renders seeded specimens under every condition, reads each in a process of its own, and prints: exact fields right, card × condition;
 * the share of the plain engine's errors that the reader removes; fields invented on negatives; seconds a photo; peak memory.
 * With `--folder` the pictures and what was read stay there: a run that was cut off goes on with the next picture, and where
 * `read.jsonl` was deleted the same pictures are read anew.
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
      folder: { type: 'string' },
    },
  });
  const folder = values.folder ?? (await mkdtemp(join(tmpdir(), 'scanfill-reader-')));
  await mkdir(folder, { recursive: true });
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
    print(plan, (await openNotes(join(folder, 'read.jsonl'))).all, (await openNotes(join(folder, 'plain.jsonl'))).all);
  } finally {
    if (values.folder === undefined) await rm(folder, { recursive: true, force: true });
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

function print(plan, read, plain) {
  const share = (list) => {
    const total = list.reduce((sum, { fields }) => sum + fields, 0);
    return total === 0 ? '–' : `${((100 * list.reduce((sum, { right }) => sum + right, 0)) / total).toFixed(1)} %`;
  };
  const line = (cells) => console.log(`| ${cells.join(' | ')} |`);
  const photos = read.filter(({ condition }) => condition !== undefined);
  const negatives = read.filter(({ invented }) => invented !== undefined);
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
    `\nSeconds a photo: ${spread('ms')}; of processor time: ${spread('cpuMs')}; peak memory ${Math.round(Math.max(...read.map(({ peakMb }) => peakMb)))} MB`,
  );
  console.log(
    `Invented fields on ${negatives.length} negatives: ${negatives.reduce((sum, { invented }) => sum + invented.length, 0)}`,
  );
  for (const { file, card, invented } of negatives.filter((negative) => negative.invented.length > 0)) {
    console.log(`  ${file} as ${card}: ${invented.join(', ')}`);
  }
  if (plain.length === 0) return;
  const wrong = (list) => list.reduce((sum, { fields, right }) => sum + fields - right, 0);
  const both = new Set(plain.map(({ file }) => file));
  const same = photos.filter(({ file }) => both.has(file));
  const before = wrong(plain);
  const after = wrong(same);
  console.log(
    `\nPlain engine (upright by EXIF, its text matched by the nearest label, no correction): ${share(plain)} right, ${plain.length} photos`,
  );
  for (const condition of conditions) {
    const of = (list) => share(list.filter((photo) => photo.condition === condition));
    console.log(`  ${condition}: plain ${of(plain)}, reader ${of(same)}`);
  }
  console.log(
    `Errors removed: ${before} → ${after}, ${before === 0 ? '–' : (100 * (1 - after / before)).toFixed(1)} %`,
  );
}
