import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { startGreen } from './green.mjs';
import { probes } from './probes.mjs';
import { freePort, startProcess } from './process.mjs';
import { hostRows, runtimeRows, typeRows, yarnRows } from './rows.mjs';
import { makeProject } from './work.mjs';

/**
 * Installs the packed packages beside real hosts, asks each host the same, and prints what it answered.
 *
 * --only koa,next      these rows alone
 */
const { values: options } = parseArgs({ options: { only: { type: 'string' } } });
const only = options.only?.split(',');
const isWanted = ({ name }) => only === undefined || only.includes(name);

const sessionSecret = '77b9f8c6368e20b585838b8b352c0e71';
const prefix = '/scanfill';
const green = await startGreen();
const project = await makeProject();
const failures = [];
let asked = 0;
try {
  const { mintSession } = await import(
    pathToFileURL(join(project.folder, 'node_modules/@scanfill/proxy/dist/session.js')).href
  );
  const { token } = await mintSession({ secret: sessionSecret, subject: 'visitor' });
  table('host', ['', ...probes.map(([name]) => name)]);
  for (const row of await hostRows(project)) await tryRow(row, token);
  for (const row of [...runtimeRows(project), ...(only && !only.includes('yarn-pnp') ? [] : yarnRows(project))])
    await tryRow(row, token);
  for (const row of typeRows(project).filter(isWanted)) tell(row, [['types', row.compile()]]);
} finally {
  green.stop();
  project.dispose();
}
for (const failure of failures) console.log(`\n${failure}`);
console.log(`\nhosts: ${asked - failures.length} of ${asked} answers right`);
process.exitCode = failures.length === 0 ? 0 : 1;

async function tryRow(row, token) {
  if (!isWanted(row)) return;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${prefix}`;
  let server;
  try {
    if (row.failed) throw new Error(row.failed);
    server = await startProcess(row.command, row.args, {
      cwd: row.cwd ?? project.folder,
      env: {
        GREEN: green.origin,
        GREEN_ENDPOINT: green.origin,
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
        CALLBACK: 'on',
        LOG_LEVEL: 'warn',
        NODE_ENV: 'production',
        PUBLIC_URL: url,
        SESSION_SECRET: sessionSecret,
        STORE_SECRET: 'f0a5c1de7b3948268d90b1e5c73af462',
        PORT: String(port),
        PREFIX: prefix,
        ...row.env,
      },
      ready: row.ready,
    });
  } catch (error) {
    const isRight = row.refused?.test(error.message);
    return tell(row, [['start', isRight ? undefined : error.message]]);
  }
  if (row.refused) {
    await server.stop();
    return tell(row, [['start', 'it started']]);
  }
  const answers = [];
  for (const [name, probe] of probes) {
    const wrong = await probe({ url, token, green, isAlone: row.isAlone === true }).catch((error) =>
      String(error.cause ?? error),
    );
    answers.push([name, wrong]);
  }
  tell(row, answers, server.said());
  await server.stop();
}

/** A line of the table, and what was wrong for the end. */
function tell(row, answers, said = '') {
  const { name, what } = row;
  asked += answers.length;
  for (const [probe, wrong] of answers)
    if (wrong !== undefined) failures.push(`${name}, ${probe}: ${wrong}\n${said.slice(-2_000)}`);
  table(name, [what, ...answers.map(([probe, wrong]) => wordOf(row, probe, wrong))]);
}

function wordOf(row, probe, wrong) {
  if (wrong !== undefined) return `${probe}: wrong`;
  return row.refused ? 'refused in words' : 'right';
}

function table(first, others) {
  const [what, ...rest] = others;
  console.log(`${first.padEnd(18)} ${what.padEnd(46)} ${rest.map((each) => each.padEnd(12)).join(' ')}`);
}
