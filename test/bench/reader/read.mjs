import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createReader } from '../../../demo/dist/green/reader/reader.js';
import { invented, score } from './set.mjs';

/** Reads a rendered set, one photo at a time, and notes time, score and peak memory. */
const [folder = '.'] = process.argv.slice(2);
const index = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'));
const reader = createReader();
await reader.warm();
const photos = [];
for (const { file, card, condition, fields } of index.photos) {
  const image = await readFile(join(folder, file));
  const start = performance.now();
  const cpu = process.cpuUsage();
  const { info } = await reader.read(image, card);
  const { user, system } = process.cpuUsage(cpu);
  const cpuMs = (user + system) / 1000;
  photos.push({ file, card, condition, ms: performance.now() - start, cpuMs, ...score(card, fields, info) });
}
const negatives = [];
for (const { file, card } of index.negatives) {
  const { info } = await reader.read(await readFile(join(folder, file)), card);
  negatives.push({ file, card, invented: invented(card, info) });
}
await reader.stop();
await writeFile(
  join(folder, 'read.json'),
  JSON.stringify({ photos, negatives, peakMb: process.resourceUsage().maxRSS / 1024 }),
);
