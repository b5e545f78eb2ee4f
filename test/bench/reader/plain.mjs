import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PaddleOcrService } from 'paddleocr';
import sharp from 'sharp';
import { layouts } from '../../../demo/dist/reader/layouts/layouts.js';
import { findModels } from '../../../demo/dist/reader/sight/models.js';
import { openNotes } from './notes.mjs';
import { score } from './set.mjs';

/**
 * What one gets without this reader: the paddleocr package with the same models, its text matched by the nearest label,
 * nothing straightened, turned, joined or corrected.
 */
const [folder = '.'] = process.argv.slice(2);
const require = createRequire(new URL('../../../demo/package.json', import.meta.url));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const ort = await load('onnxruntime-node');
const { files } = findModels();
const bytes = async (file) => {
  const buffer = await readFile(file);
  return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);
};
const alphabet = (await readFile(files.alphabet, 'utf8')).trimEnd().split('\n');
const service = await PaddleOcrService.createInstance({
  ort: ort.default ?? ort,
  detection: { modelBuffer: await bytes(files.detection) },
  recognition: { modelBuffer: await bytes(files.recognition), charactersDictionary: [...alphabet, ' '] },
});

async function linesOf(file) {
  const { data, info } = await sharp(file)
    .rotate()
    .removeAlpha()
    .resize({ width: 1600, height: 1600, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const found = await service.recognize({ width: info.width, height: info.height, data: new Uint8Array(data) });
  return found.map(({ text, box }) => ({ text, x: box.x, y: box.y, width: box.width, height: box.height }));
}

/** The value behind a label in its own line, else the nearest line right of or below it. */
function nearest(lines, label) {
  const line = lines.find(({ text }) => text.replace(/\s/g, '').includes(label.replace(/\s/g, '')));
  if (line === undefined) return '';
  const rest = line.text.slice(line.text.indexOf(label.at(-1)) + 1).replace(/^[\s:：]+/, '');
  if (rest !== '' && line.text.includes(label)) return rest;
  const distance = (other) => {
    const right = other.x - (line.x + line.width);
    const down = other.y - line.y;
    if (right > -line.height && Math.abs(down) < line.height) return Math.max(0, right);
    return down > 0 && Math.abs(other.x - line.x) < line.width ? down * 2 : Infinity;
  };
  const others = lines.filter((other) => other !== line).sort((a, b) => distance(a) - distance(b));
  return others[0] !== undefined && distance(others[0]) < Infinity ? others[0].text : '';
}

function read(card, lines) {
  const text = (pattern) =>
    lines.map((line) => pattern.exec(line.text.replace(/\s/g, ''))?.[0]).find((found) => found !== undefined) ?? '';
  if (card === 'bank-card') return { bankCardNum: text(/\d{14,19}/) };
  if (card === 'vehicle-num') return { num: text(/\p{Script=Han}[A-Z][·.]?[A-Z0-9]{5,6}/u).replace(/[·.]/, '') };
  if (card === 'vehicle-vin') return { vin: text(/[A-HJ-NPR-Z0-9]{17}/) };
  const info = Object.fromEntries(
    layouts[card].fields.map((field) => [
      field.field,
      field.labels.map((label) => nearest(lines, label)).find((value) => value !== '') ?? '',
    ]),
  );
  if (card !== 'passport') return info;
  const zone = lines.filter((line) => line.text.includes('<')).slice(-2);
  return { ...info, line0: zone[0]?.text ?? '', line1: zone[1]?.text ?? '' };
}

const index = await openNotes(join(folder, 'photos.jsonl'));
const done = await openNotes(join(folder, 'plain.jsonl'));
for (const { file, card, condition, fields } of index.all) {
  if (done.has(file)) continue;
  const lines = await linesOf(join(folder, file));
  await done.add({ file, card, condition, ...score(card, fields, read(card, lines)) });
}
