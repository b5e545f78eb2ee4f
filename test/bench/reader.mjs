import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cardNames } from '@scanfill/proxy/contract';
import { openNotes } from './reader/notes.mjs';
import { conditions } from './reader/set.mjs';

/**
 * `pnpm bench reader [--per 50] [--cards a,b] [--held-out] [--negatives 200] [--failing 2000] [--no-plain] [--seed 1]
 * [--folder kept]
 *   [--photos folder] [--against checkout]`
 *
 * Renders seeded specimens under every condition, reads each in a process of its own, and prints: exact fields right,
 * card × condition; the share of the plain engine's errors that the reader removes; fields invented on negatives;
 * seconds a photo; peak memory. With `--folder` the pictures and what was read stay there: a run that was cut off goes
 * on with the next picture, and where `read.jsonl` was deleted the same pictures are read anew. `--photos` reads a
 * folder's own photos instead, whose `truth.json` says of each file `{ card, fields }`; `--against` reads each photo
 * with another built checkout too, side by side. `--failing` prints of numbers whose check digit deliberately fails
 * tell how many are "repaired" into valid ones.
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
      photos: { type: 'string' },
      against: { type: 'string' },
      failing: { type: 'string', default: '2000' },
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
    if (values.photos === undefined) {
      console.error(
        `Rendering ${plan.cards.length} × ${conditions.length} × ${plan.per} specimens and ${plan.negatives} negatives …`,
      );
      await run('render.mjs', folder, JSON.stringify(plan));
    } else await list(resolve(values.photos), folder);
    console.error('Reading …');
    await run('read.mjs', folder, ...(values.against === undefined ? [] : [values.against]));
    const plain = values.plain && !values['no-plain'] && values.photos === undefined;
    if (plain) {
      console.error('Reading with the plain engine …');
      await run('plain.mjs', folder);
    }
    const notes = async (name) => (await openNotes(join(folder, name))).all;
    const read = await notes('read.jsonl');
    if (values.photos === undefined) print(plan, read, await notes('plain.jsonl'));
    else printPhotos(read);
    if (values.against !== undefined) printSideBySide(read, await notes('against.jsonl'));
    if (Number(values.failing) > 0 && values.photos === undefined) {
      console.error(`Reading ${values.failing} prints whose check digit fails …`);
      await run('failing.mjs', values.failing, values.seed);
    }
  } finally {
    if (values.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** Notes the photos of a folder as if they had been rendered here. */
async function list(photos, folder) {
  const truth = JSON.parse(await readFile(join(photos, 'truth.json'), 'utf8'));
  const notes = await openNotes(join(folder, 'photos.jsonl'));
  for (const [file, { card, fields }] of Object.entries(truth)) {
    if (!notes.has(file)) await notes.add({ file, path: join(photos, file), card, condition: 'given', fields });
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

function share(list) {
  const total = list.reduce((sum, { fields }) => sum + fields, 0);
  return total === 0 ? '–' : `${((100 * list.reduce((sum, { right }) => sum + right, 0)) / total).toFixed(1)} %`;
}

function quantile(list, part) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

/** Wall clock, processor time of the reader's processes, and the most memory these held. */
function timesOf(read) {
  const spread = (name) => {
    const list = read.filter(({ condition }) => condition !== undefined).map((photo) => photo[name] / 1000);
    const at = (part) => quantile(list, part).toFixed(2);
    return `p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, slowest ${at(1)}`;
  };
  const peak = Math.round(Math.max(...read.map(({ peakMb }) => peakMb)));
  return `Seconds a photo: ${spread('ms')}; of processor time: ${spread('cpuMs')}; peak memory ${peak} MB`;
}

function printPhotos(read) {
  for (const { file, right, fields, ms, cpuMs, wrong } of read) {
    console.log(
      `${file}: ${right} of ${fields}, ${(ms / 1000).toFixed(2)} s, ${(cpuMs / 1000).toFixed(2)} s of processor time`,
    );
    for (const [name, [value, truth]] of Object.entries(wrong)) console.log(`  ${name}: ${value} instead of ${truth}`);
  }
  const silent = read.reduce((sum, photo) => sum + photo.silent, 0);
  console.log(`\n${share(read)} of the fields right, ${silent} wrong without a warning. ${timesOf(read)}`);
}

/** Both builds on the same photos in one run: what each got right, and this one's times in parts of the other's. */
function printSideBySide(read, against) {
  const others = new Map(against.map((note) => [note.file, note]));
  const both = read.filter(({ file }) => others.has(file));
  const theirs = both.map(({ file }) => others.get(file));
  const ratio = (name, part) => {
    const of = (list) =>
      quantile(
        list.map((note) => note[name]),
        part,
      );
    return (of(both) / of(theirs)).toFixed(2);
  };
  const sum = (list, name) => list.reduce((total, note) => total + note[name], 0);
  console.log(`\nThe other build on the same ${both.length} photos: ${share(theirs)} right, here ${share(both)}`);
  console.log(`  wrong without a warning: ${sum(theirs, 'silent')}, here ${sum(both, 'silent')}`);
  console.log(`  ${timesOf(theirs)}`);
  for (const [name, title] of [
    ['ms', 'wall clock'],
    ['cpuMs', 'processor time'],
  ]) {
    const whole = (sum(both, name) / sum(theirs, name)).toFixed(2);
    console.log(
      `  ${title}, here ÷ there: p50 ${ratio(name, 0.5)}, p90 ${ratio(name, 0.9)}, slowest ${ratio(name, 1)}, sum ${whole}`,
    );
  }
  for (const note of both) {
    const other = others.get(note.file);
    if (note.right !== other.right) console.log(`  ${note.file}: ${other.right} → ${note.right} of ${note.fields}`);
  }
}

function print(plan, read, plain) {
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
  console.log(`\n${timesOf(read)}`);
  console.log(`Wrong values without a warning: ${photos.reduce((sum, { silent }) => sum + silent, 0)}`);
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
