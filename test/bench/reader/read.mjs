import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createReader } from '../../../demo/dist/reader/reader.js';
import { openNotes } from './notes.mjs';
import { invented, score } from './set.mjs';

/** Reads a rendered set, one photo at a time, and notes time, score and the memory's peak until then; goes on where a run was cut off. */
const [folder = '.'] = process.argv.slice(2);
const photos = await openNotes(join(folder, 'photos.jsonl'));
const negatives = await openNotes(join(folder, 'negatives.jsonl'));
const done = await openNotes(join(folder, 'read.jsonl'));
const reader = createReader();
await reader.warm();

/** The reader's own processes and this one, which holds the photo. */
const used = () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const { cpuMs, peakMb } = reader.usage();
  return { cpuMs: cpuMs + (userCPUTime + systemCPUTime) / 1000, peakMb: peakMb + maxRSS / 1024 };
};

async function timed(file, card) {
  const image = await readFile(join(folder, file));
  const before = used();
  const start = performance.now();
  const { info } = await reader.read(image, card);
  const ms = performance.now() - start;
  const { cpuMs, peakMb } = used();
  return { info, times: { ms, cpuMs: cpuMs - before.cpuMs, peakMb } };
}

for (const { file, card, condition, fields } of photos.all) {
  if (done.has(file)) continue;
  const { info, times } = await timed(file, card);
  await done.add({ file, card, condition, ...times, ...score(card, fields, info) });
}
for (const { file, card } of negatives.all) {
  if (done.has(file)) continue;
  const { info, times } = await timed(file, card);
  await done.add({ file, card, ...times, invented: invented(card, info) });
}
await reader.stop();
