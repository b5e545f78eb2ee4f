import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { bundleApart, folderOf, here, pages } from './bundle.mjs';
import { judge, judgeUndo, worst } from './judge.mjs';
import { serve } from './site.mjs';

/**
 * Fills every control of every page in Chromium, in two time zones, and prints what became of it.
 *
 * --only antd,mui      these libraries alone
 * --control ID         this control alone (part of its id)
 * --controls A,B       these controls alone (their whole ids)
 * --zone NAME          this time zone alone
 * --widget FOLDER      another build: a checkout, or a folder of built files; by default this checkout's `widget/dist`
 * --json FILE          everything seen, as JSON
 * --quiet              no line for each control
 */
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    control: { type: 'string' },
    controls: { type: 'string' },
    zone: { type: 'string' },
    widget: { type: 'string', default: resolve(here, '../..') },
    json: { type: 'string' },
    quiet: { type: 'boolean', default: false },
  },
});

/** One west and one east of Greenwich: a date that is taken for a moment moves by a day in one of them. */
const zones = options.zone ? [options.zone] : ['America/Los_Angeles', 'Pacific/Auckland'];
const limitMs = 120_000;
const tabs = 3;
const least = 0.85;

const widget = widgetIn(resolve(options.widget));
const wanted = options.only?.split(',') ?? [...pages.keys()];
const unknown = wanted.filter((name) => !pages.has(name));
if (unknown.length > 0) fail(`No page of ${unknown.join(', ')}; there are ${[...pages.keys()].join(', ')}.`);

const failures = new Map();
const told = new Map();
const startedAt = Date.now();
const site = await serve((library) => (pages.has(library) ? folderOf(library) : undefined), widget);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void browser.close().finally(() => process.exit(1)));
let rows;
try {
  rows = await measure();
} finally {
  await browser.close();
  await site.stop();
}
report(rows);

async function measure() {
  const bundling = bundleAll();
  const byZone = await Promise.all(zones.map((zone) => measureZone(zone, bundling)));
  for (const [library, failure] of failures) console.error(`The page of ${library} could not be shown:\n${failure}\n`);
  return wanted.flatMap((library) => rowsOf(library, byZone));
}

/** Bundles one page after the other, each ready before the next begins. */
function bundleAll() {
  let last = Promise.resolve();
  return new Map(
    wanted.map((library) => {
      last = last.then(async () => {
        const failure = await bundleApart(library, widget);
        if (failure) failures.set(library, failure);
      });
      return [library, last];
    }),
  );
}

/** All runs of a time zone by control, several tabs at work on them: most of a run is waiting. */
async function measureZone(timezoneId, bundling) {
  const runs = new Map();
  const next = queueOf(bundling);
  const zone = await openZone(timezoneId);
  await Promise.all(
    Array.from({ length: tabs }, async () => {
      const tab = await zone.openTab();
      for (let job = await next(tab); job !== undefined; job = await next(tab)) {
        const own = [];
        for (let card = 0; card < job.cards; card++)
          own.push({ zone: timezoneId, card, ...(await runOne(tab, job.library, job.id, card)) });
        runs.set(`${job.library}/${job.id}`, own);
        tell(job.library, job.id, own);
      }
    }),
  );
  await zone.close();
  return runs;
}

/** Prints a control's line as soon as every zone has filled it. */
function tell(library, id, own) {
  const key = `${library}/${id}`;
  told.set(key, [...(told.get(key) ?? []), own]);
  if (told.get(key).length === zones.length && !options.quiet) printRow(rowOf(library, id, told.get(key).flat()));
}

/** Gives one control after the other, of each library as soon as its page is bundled. */
function queueOf(bundling) {
  const libraries = [...wanted];
  const jobs = [];
  let turn = Promise.resolve();
  return (tab) => {
    turn = turn.then(async () => {
      while (jobs.length === 0 && libraries.length > 0) {
        const library = libraries.shift();
        await bundling.get(library);
        if (failures.has(library)) continue;
        const controls = await controlsOf(tab, library);
        jobs.push(...controls.filter(({ id }) => id.includes(options.control ?? '') && isAsked(id)));
      }
      return jobs.shift();
    });
    return turn;
  };
}

function isAsked(id) {
  return options.controls === undefined || options.controls.split(',').includes(id);
}

/** The controls of a library's page; a page that does not come up is a failure of the library. */
async function controlsOf(tab, library) {
  try {
    await tab.open(library);
    const controls = await tab.page.evaluate(() => globalThis.matrix.list());
    return controls.map((control) => ({ library, ...control }));
  } catch (error) {
    failures.set(library, [String(error.message ?? error).split('\n')[0], ...tab.complaints].join('\n'));
    return [];
  }
}

/** A browser in a time zone; its tabs go nowhere but to the site, and write down what their pages complain of. */
async function openZone(timezoneId) {
  const context = await browser.newContext({ timezoneId, locale: 'en-US', viewport: { width: 1000, height: 900 } });
  return {
    async openTab() {
      const page = await context.newPage();
      const complaints = [];
      await page.route(
        (url) => url.hostname !== '127.0.0.1',
        (route) => {
          complaints.push(`asked for ${route.request().url()}`);
          return route.abort();
        },
      );
      page.on('pageerror', (error) => complaints.push(String(error)));
      return {
        page,
        complaints,
        async open(library) {
          await page.goto(`${site.url}/${library}`, { timeout: limitMs });
          await page.waitForFunction(() => globalThis.matrix !== undefined, undefined, { timeout: limitMs });
        },
      };
    },
    close: () => context.close(),
  };
}

/** One control filled from one card, on a page of its own. */
async function runOne(tab, library, id, card) {
  tab.complaints.length = 0;
  try {
    await tab.open(library);
    const late = new Promise((resolve) =>
      setTimeout(() => resolve({ error: `no end within ${limitMs} ms` }), limitMs).unref(),
    );
    const running = tab.page.evaluate(([name, index]) => globalThis.matrix.run(name, index), [id, card]);
    return { ...(await Promise.race([running, late])), complaints: [...tab.complaints] };
  } catch (error) {
    return { error: String(error.message ?? error).split('\n')[0], complaints: [...tab.complaints] };
  }
}

function rowsOf(library, byZone) {
  if (failures.has(library)) return [rowOfFailure(library)];
  const keys = [...byZone[0].keys()].filter((key) => key.startsWith(`${library}/`));
  return keys.map((key) =>
    rowOf(
      library,
      key.slice(library.length + 1),
      byZone.flatMap((zone) => zone.get(key) ?? []),
    ),
  );
}

function rowOf(library, id, runs) {
  const judged = runs.map((run) => ({ ...judge(run), zone: run.zone, card: run.card }));
  const undone = runs.map(judgeUndo);
  const of = (verdict) => undone.find((one) => one.verdict === verdict);
  return {
    library,
    id,
    ...worst(judged),
    everywhere: judged.every(({ why }) => why === judged[0].why),
    undo: of('wrong') ?? of('kept') ?? of('undone') ?? { verdict: 'none' },
    popups: runs.flatMap(({ popups = [] }) => popups),
    complaints: [...new Set(runs.flatMap(({ complaints }) => complaints))],
    runs,
  };
}

/** A page that cannot even be shown counts as one control that went wrong. */
function rowOfFailure(library) {
  const undo = { verdict: 'none' };
  return {
    library,
    id: 'page',
    verdict: 'wrong',
    why: 'error: no page',
    undo,
    popups: [],
    complaints: [],
    runs: [],
  };
}

function printRow(row) {
  const where = row.everywhere || row.verdict === 'right' ? '' : ` [${row.zone}, card ${row.card + 1}]`;
  console.log(`${row.verdict.padEnd(9)} ${`${row.library}/${row.id}`.padEnd(42)} ${row.why ?? ''}${where}`);
  if (row.undo.verdict === 'wrong') console.log(`  undo    ${row.undo.why}`);
  for (const popup of row.popups.slice(0, 1)) console.log(`  open    ${popup}`);
  for (const complaint of row.complaints.slice(0, 2)) console.log(`  page    ${complaint.slice(0, 150)}`);
}

function report(rows) {
  const count = (list, verdict) => list.filter((row) => row.verdict === verdict).length;
  console.log(`\n${'library'.padEnd(22)} controls  right  reported  silently wrong`);
  for (const library of wanted) {
    const own = rows.filter((row) => row.library === library);
    const figures = [own.length, count(own, 'right'), count(own, 'reported'), count(own, 'wrong')];
    console.log(
      `${library.padEnd(22)} ${String(figures[0]).padStart(8)} ${String(figures[1]).padStart(6)} ${String(figures[2]).padStart(9)} ${String(figures[3]).padStart(15)}`,
    );
  }
  const undone = (verdict) => rows.filter((row) => row.undo.verdict === verdict).length;
  const silently = undone('wrong');
  const right = count(rows, 'right');
  const wrong = count(rows, 'wrong');
  if (options.json) writeFileSync(options.json, JSON.stringify(rows, null, 1));
  console.log(`\n${Math.round((Date.now() - startedAt) / 1000)} s, ${zones.join(' and ')}`);
  console.log(`undo: put back ${undone('undone')}, said to stay ${undone('kept')}, silently left ${silently}`);
  console.log(`right ${right} of ${rows.length}, reported ${count(rows, 'reported')}, silently wrong ${wrong}`);
  if (rows.length === 0 || wrong > 0 || silently > 0 || right < least * rows.length) process.exitCode = 1;
}

/** The built widget in a checkout or in a folder of built files. */
function widgetIn(folder) {
  const found = [join(folder, 'widget/dist'), join(folder, 'dist'), folder].find((one) =>
    existsSync(join(one, 'core.js')),
  );
  if (found && statSync(found).isDirectory() && readdirSync(found).length > 0) return found;
  return fail(`No built widget in ${folder}: build it first (pnpm --filter @scanfill/widget build).`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
