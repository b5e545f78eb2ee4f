import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createReader } from '../../../demo/dist/reader/reader.js';
import { openNotes } from './notes.mjs';
import { invented, score } from './set.mjs';

/**
 * Reads a rendered set, one photo at a time, and notes time, score and the memory's peak until then; goes on where a
 * run was cut off. With another checkout named, its reader reads each photo too, now before and now after this one.
 */
const [folder = '.', against] = process.argv.slice(2);
const photos = await openNotes(join(folder, 'photos.jsonl'));
const negatives = await openNotes(join(folder, 'negatives.jsonl'));
const builds = [{ reader: createReader(), done: await openNotes(join(folder, 'read.jsonl')) }];
if (against !== undefined) {
  const other = await readerOf(against);
  builds.push({ reader: other.createReader(), done: await openNotes(join(folder, 'against.jsonl')) });
}
for (const { reader } of builds) await reader.warm();

/** Another build's reader, where it lies now or lay before. */
async function readerOf(checkout) {
  const files = ['reader', 'green/reader'].map((room) => resolve(checkout, 'demo/dist', room, 'reader.js'));
  const file = files.find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error(`No reader was built in ${checkout}: run "npx -y pnpm@10.34.8 build" there.`);
  return import(pathToFileURL(file).href);
}

/** Only what the reader's own processes use: the builds share this one. */
async function timed(reader, file, card) {
  const image = await readFile(file);
  const before = reader.usage().cpuMs;
  const start = performance.now();
  const { info } = await reader.read(image, card).catch((error) => ({ info: { failed: error.message } }));
  const ms = performance.now() - start;
  const { cpuMs, peakMb } = reader.usage();
  return { info, times: { ms, cpuMs: cpuMs - before, peakMb } };
}

for (const [place, { file, path, card, condition, fields }] of photos.all.entries()) {
  for (const { reader, done } of place % 2 === 0 ? builds : [...builds].reverse()) {
    if (done.has(file)) continue;
    const { info, times } = await timed(reader, path ?? join(folder, file), card);
    await done.add({ file, card, condition, ...times, ...score(card, fields, info) });
  }
}
for (const { file, card } of negatives.all) {
  const [{ reader, done }] = builds;
  if (done.has(file)) continue;
  const { info, times } = await timed(reader, join(folder, file), card);
  await done.add({ file, card, ...times, invented: invented(card, info) });
}
for (const { reader } of builds) await reader.stop();
