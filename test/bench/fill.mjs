import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const folders = { '/widget/': join(here, '../../widget/dist'), '/': join(here, 'fill') };
const most = { workMs: 300, taskMs: 50 };

/**
 * `pnpm bench fill [--rounds 7]`
 *
 * Fills a page of 20 controls of several kinds by its names and labels, in Chromium, each time on a fresh page: how
 * much the main thread works for it in all, and how long it is deaf at a time. Fails where a median is over the
 * promise.
 */
export default async function bench(args) {
  const { values } = parseArgs({ args, options: { rounds: { type: 'string', default: '7' } } });
  const server = createServer(answer);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  const rounds = [];
  try {
    for (let round = 0; round < Number(values.rounds); round++)
      rounds.push(await fillOnce(browser, `http://127.0.0.1:${server.address().port}/page.html`));
  } finally {
    await browser.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  const [{ controls, filled }] = rounds;
  const of = (key) => median(rounds.map((round) => round[key]));
  const spread = (key) =>
    `${Math.min(...rounds.map((one) => one[key])).toFixed(0)}–${Math.max(...rounds.map((one) => one[key])).toFixed(0)}`;
  console.log(`\nFilling ${controls} controls, ${filled} held, median of ${rounds.length} fresh pages`);
  console.log(
    `main thread in all  ${of('workMs').toFixed(0).padStart(5)} ms of ${most.workMs}   (${spread('workMs')})`,
  );
  console.log(
    `longest task        ${of('taskMs').toFixed(0).padStart(5)} ms of ${most.taskMs}    (${spread('taskMs')})`,
  );
  console.log(`until it is told    ${of('tookMs').toFixed(0).padStart(5)} ms          (${spread('tookMs')})`);
  const broken = Object.keys(most).filter((key) => of(key) > most[key]);
  if (filled < controls) broken.push(`only ${filled} of ${controls} held`);
  if (broken.length > 0) {
    console.error(`Over the promise: ${broken.join(', ')}`);
    process.exitCode = 1;
  }
}

async function fillOnce(browser, address) {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForFunction(() => globalThis.fill !== undefined);
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing', '__metadata'] });
  const seen = await page.evaluate(() => globalThis.fill());
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  await context.close();
  return { ...seen, ...workBetween(traceEvents) };
}

/**
 * The tasks of the page's main thread between its two marks, in ms of that thread: what else the machine does is not
 * counted.
 */
function workBetween(events) {
  const [begin, end] = ['fill begins', 'fill ends'].map((name) => events.find((event) => event.name === name));
  if (!begin || !end) throw new Error('The page has left no marks in the trace.');
  const tasks = events.filter(
    ({ name, ph, pid, tid, ts }) =>
      /RunTask$/.test(name) &&
      ph === 'X' &&
      pid === begin.pid &&
      tid === begin.tid &&
      ts >= begin.ts - 5_000 &&
      ts <= end.ts,
  );
  const durations = tasks.map(({ tdur, dur }) => (tdur ?? dur) / 1_000);
  return { workMs: durations.reduce((sum, one) => sum + one, 0), taskMs: Math.max(...durations) };
}

function median(numbers) {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
}

async function answer({ url = '/' }, response) {
  const path = normalize(new URL(url, 'http://bench').pathname);
  const [prefix] = Object.keys(folders).filter((one) => path.startsWith(one));
  const body = await readFile(join(folders[prefix], path.slice(prefix.length))).catch(() => undefined);
  const type = path.endsWith('.html') ? 'text/html; charset=utf-8' : 'text/javascript';
  response.writeHead(body ? 200 : 404, { 'Content-Type': type }).end(body);
}
