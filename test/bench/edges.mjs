import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { createReader } from '../../demo/dist/reader/reader.js';
import { renderNegative } from '../../demo/dist/specimens/negatives.js';
import { photographKnown } from '../../demo/dist/specimens/photograph.js';
import { layoutsOf, renderSpecimen } from '../../demo/dist/specimens/specimen.js';
import { edged, makeScenes } from './edges/scenes.mjs';
import { conditions, score } from './reader/set.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const theirs = 'jscanify@1.4.3';
/** All four corners within this share of the card's mean side. */
const near = 0.02;

/**
 * `pnpm bench edges [--per 1] [--scenes 120] [--large 5] [--read 30] [--far 0] [--seed 1]`
 *
 * How many cards are found with all four corners right (within 2 % of the side), here and by jscanify, which is fetched
 * into a temporary folder with the OpenCV it carries: on the specimens' own photos (`--per` of each card and
 * condition, in looks held out from all tuning too), on pictures that Chromium lays out on other grounds with other
 * damage (`--scenes`), and what is found where there is no card. Milliseconds on 12 MP (`--large` pictures). Fields
 * that the demo's reader reads right of cards small in the frame, with `crop` and without (`--read` pictures);
 * and of cards that take an eighth to a fifth of theirs, by how many pixels they have (`--far` pictures at each size).
 */
export default async function bench(args) {
  const { values } = parseArgs({
    args,
    options: {
      per: { type: 'string', default: '1' },
      scenes: { type: 'string', default: '120' },
      large: { type: 'string', default: '5' },
      read: { type: 'string', default: '30' },
      far: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
    },
  });
  const folder = await mkdtemp(join(tmpdir(), 'scanfill-edges-'));
  try {
    const stage = await open(await library(folder));
    try {
      const seed = Number(values.seed);
      const table = createTable();
      await specimens(Number(values.per), seed, (set, photo, outlines) => stage.judge(table, set, photo, outlines));
      await makeScenes({
        count: Number(values.scenes),
        seed,
        take: ({ photo, outlines, damage }) =>
          stage.judge(table, outlines.length > 1 ? 'new: two cards' : `new: ${damage}`, photo, outlines),
      });
      await nothings(Number(values.per), seed, (set, photo) => stage.judge(table, set, photo, []));
      table.print();
      const times = createTable();
      await makeScenes({
        count: Number(values.large),
        seed: seed + 1,
        scale: 3.125,
        take: ({ photo, outlines }) => stage.judge(times, '12 MP', photo, outlines, true),
      });
      times.printTimes();
      await readBoth(stage, Number(values.read), seed + 2);
      if (Number(values.far) > 0) await readFar(Number(values.far), seed + 3);
    } finally {
      await stage.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function specimens(per, seed, take) {
  for (const card of edged) {
    const layouts = layoutsOf(card);
    for (let n = 0; n < per * 2; n++) {
      const layout = layouts.filter(({ heldOut }) => heldOut === n % 2 > 0)[0] ?? layouts[0];
      const specimen = await renderSpecimen(card, { seed: seed * 10_000 + n, layout: layout.name });
      for (const condition of conditions) {
        const { photo, outline } = await photographKnown(specimen.image, condition, seed * 10_000 + n);
        await take(`specimens: ${condition}`, photo, [outline]);
      }
    }
  }
}

async function nothings(per, seed, take) {
  for (const kind of ['blank', 'landscape', 'texture'])
    for (let n = 0; n < 4 * per; n++) await take(`no card: ${kind}`, await renderNegative(kind, seed * 100 + n));
}

/** Reads cards that take a tenth to a third of their picture, as they are sent without `crop` and with it. */
async function readBoth(stage, count, seed) {
  const reader = createReader();
  const sums = new Map(
    [undefined, 'card'].map((crop) => [crop, { right: 0, fields: 0, silent: 0, ms: [], cropped: 0 }]),
  );
  try {
    await makeScenes({
      count,
      seed,
      fills: [0.26, 0.5],
      scale: 2.5,
      async take({ photo, cards: [{ card, fields }] }) {
        for (const [crop, sum] of sums) {
          const { sent, notes, ms } = await stage.prepared(photo, crop);
          const { info } = await reader.read(Buffer.from(sent, 'base64'), card).catch(() => ({ info: {} }));
          const one = score(card, fields, info);
          sum.right += one.right;
          sum.fields += one.fields;
          sum.silent += one.silent;
          sum.cropped += notes.includes('cropped') ? 1 : 0;
          sum.ms.push(ms);
        }
      },
    });
  } finally {
    await reader.stop();
  }
  console.log(
    `\n| of ${count} cards small in the frame | cropped | fields right | wrong without a word | prepared in |\n|---|---|---|---|---|`,
  );
  for (const [crop, { right, fields, silent, ms, cropped }] of sums)
    console.log(
      `| ${crop ? 'with' : 'without'} \`crop\` | ${cropped} | ${right} of ${fields} (${((100 * right) / fields).toFixed(1)} %) | ${silent} | ${median(ms).toFixed(0)} ms |`,
    );
}

/** What sides, in pixels, the cards of the same pictures are given. */
const sidesPx = [300, 400, 500, 600, 700, 800, 900, 1_100, 1_400];
const farFills = [0.4, 0.5];

/** Reads the same pictures at several sizes: how many pixels of a card far away it takes. */
async function readFar(count, seed) {
  const reader = createReader();
  console.log('\n| card’s longer side | fields right | wrong without a word |\n|---|---|---|');
  try {
    for (const sidePx of sidesPx) {
      const sum = { right: 0, fields: 0, silent: 0, sides: [] };
      await makeScenes({
        count,
        seed,
        fills: farFills,
        // Of 1,280 px, in the mean of what the cards take.
        scale: sidePx / (0.45 * 1_280),
        async take({ photo, outlines, cards: [{ card, fields }] }) {
          if (outlines.length > 1) return;
          const { info } = await reader.read(photo, card).catch(() => ({ info: {} }));
          const one = score(card, fields, info);
          sum.right += one.right;
          sum.fields += one.fields;
          sum.silent += one.silent;
          const [corners] = outlines;
          const lengths = corners.map((from, at) => {
            const to = corners[(at + 1) % 4];
            return Math.hypot(to.x - from.x, to.y - from.y);
          });
          sum.sides.push(Math.max(...lengths));
        },
      });
      const { right, fields, silent, sides } = sum;
      console.log(
        `| ${median(sides).toFixed(0)} px (${Math.min(...sides).toFixed(0)} to ${Math.max(...sides).toFixed(0)}) | ${right} of ${fields} (${((100 * right) / fields).toFixed(0)} %) | ${silent} |`,
      );
    }
  } finally {
    await reader.stop();
  }
}

/** How far the worst corner of a quad is from a card's, whichever comes first, as a share of the card's mean side. */
function errorOf(quad, outline) {
  const apart = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
  const side = outline.reduce((sum, point, index) => sum + apart(point, outline[(index + 1) % 4]) / 4, 0);
  const turns = [quad, quad.toReversed()].flatMap((way) =>
    [0, 1, 2, 3].map((by) => [...way.slice(by), ...way.slice(0, by)]),
  );
  return Math.min(...turns.map((turn) => Math.max(...turn.map((point, index) => apart(point, outline[index]))))) / side;
}

function createTable() {
  const rows = new Map();
  return {
    note(set, method, isRight, result) {
      const row = rows.get(set) ?? rows.set(set, new Map()).get(set);
      const cell = row.get(method) ?? row.set(method, { right: 0, all: 0, ms: [], lookMs: [] }).get(method);
      cell.right += isRight ? 1 : 0;
      cell.all += 1;
      cell.ms.push(result.ms);
      cell.lookMs.push(result.lookMs);
    },
    print() {
      const sums = new Map();
      for (const [set, row] of rows)
        for (const [method, { right, all }] of row) {
          const name = `all of ${set.split(':')[0]}`;
          const sum = sums.get(name) ?? sums.set(name, new Map()).get(name);
          const cell = sum.get(method) ?? sum.set(method, { right: 0, all: 0 }).get(method);
          cell.right += right;
          cell.all += all;
        }
      const methods = [...([...rows.values()][0]?.keys() ?? [])];
      console.log(`\n| pictures | ${methods.join(' | ')} |\n|---|${'---|'.repeat(methods.length)}`);
      for (const [set, row] of [...rows, ...sums])
        console.log(`| ${set} | ${methods.map((method) => cellOf(row.get(method))).join(' | ')} |`);
    },
    printTimes() {
      console.log('\n| method | right | from the file | looking alone |\n|---|---|---|---|');
      for (const row of rows.values())
        for (const [method, { right, all, ms, lookMs }] of row)
          console.log(
            `| ${method} | ${right} of ${all} | ${median(ms).toFixed(0)} ms | ${median(lookMs).toFixed(0)} ms |`,
          );
    },
  };
}

const median = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
const cellOf = (cell) => (cell ? `${cell.right} of ${cell.all} (${((100 * cell.right) / cell.all).toFixed(0)} %)` : '');

/** jscanify and its OpenCV, by their file names. */
async function library(folder) {
  const { status, stderr } = spawnSync('npm', ['pack', theirs, '--silent'], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${theirs} cannot be had: ${stderr}`);
  spawnSync('sh', ['-c', 'tar xzf ./*.tgz'], { cwd: folder });
  const source = (name) => readFile(join(folder, 'package/src', name));
  return new Map([
    ['/opencv.js', await source('opencv.js')],
    ['/jscanify.js', await source('jscanify.js')],
  ]);
}

/** A page that looks at pictures by every method. */
async function open(library) {
  const result = await build({
    configFile: false,
    root: here,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: join(here, 'edges/page.js'), output: { entryFileNames: 'page.js' } },
    },
  });
  const parts = new Map(
    [result].flat().flatMap(({ output }) => output.map((part) => [`/${part.fileName}`, part.code ?? part.source])),
  );
  let photo;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const script = parts.get(path) ?? library.get(path);
    if (path === '/photo') return response.writeHead(200, { 'content-type': 'image/jpeg' }).end(photo);
    if (script) return response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    return response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(
        '<!doctype html><title>bench</title><script src="/opencv.js"></script><script src="/jscanify.js"></script><script type="module" src="/page.js"></script>',
      );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => window.ready && Boolean(window.cv), undefined, { timeout: 120_000 });
  await page.evaluate(async () => {
    // A promise in some of its versions, a module that calls back in others.
    if (window.cv instanceof Promise) window.cv = await window.cv;
    if (!window.cv.Mat) await new Promise((resolve) => Object.assign(window.cv, { onRuntimeInitialized: resolve }));
  });
  const methods = await page.evaluate(() => window.methods());
  return {
    /** Looks at one picture by every method but the dearest, which is for large ones alone. */
    async judge(table, set, bytes, outlines, isLarge = false) {
      photo = bytes;
      for (const method of methods) {
        if (!isLarge && method.endsWith('whole picture')) continue;
        const look = await page.evaluate(([name, at]) => window.look(name, at), [method, '/photo']);
        const isRight =
          outlines.length === 0
            ? look.quads.length === 0
            : outlines.every((outline) =>
                look.quads.slice(0, outlines.length).some((quad) => errorOf(quad, outline) < near),
              );
        table.note(set, method, isRight, look);
      }
    },
    /** What is sent of a picture. */
    async prepared(bytes, crop) {
      photo = bytes;
      return await page.evaluate(([at, how]) => window.prepared(at, how), ['/photo', crop]);
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
