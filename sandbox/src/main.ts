import { readFileSync } from 'node:fs';
import { createPool } from '@scanfill/demo/reader/process/pool';
import { readerProblem } from '@scanfill/demo/reader/reader';
import { recipes } from './recipes.ts';
import { startSandbox } from './sandbox.ts';
import { usage, wishOf } from './settings.ts';

const { version }: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** Only what a person can act on is shown without a stack. */
const isForThePerson = (error: unknown): error is Error =>
  error instanceof Error && (error.name === 'WishError' || error.name === 'SettingError');

async function start(port: number): Promise<void> {
  // Else what is for development alone is refused.
  process.env.NODE_ENV ??= 'development';
  const problem = readerProblem();
  if (problem !== undefined) console.warn(problem);
  const reader = createPool(new URL('./worker.js', import.meta.url), 1);
  const sandbox = await startSandbox(port, reader);
  // The first photo should not have to wait for the models; if they fail to load, that photo's scan says so.
  if (problem === undefined) reader.warm().catch(() => undefined);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    sandbox.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // `npx` told to end does not pass it on, and would leave this behind.
  if (process.env.npm_execpath !== undefined) whenAlone(stop);
  console.log(`Scanfill sandbox ${version}: ${sandbox.url}

For development, not for visitors: anybody on this machine gets a session, photos are read by a stand-in on this
machine, and nothing is kept after it ends. No account, nothing billed. Ctrl+C ends it.

${recipes(sandbox.url)}`);
}

/** Calls `end` when the process that started this one is gone. */
function whenAlone(end: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, 500).unref();
}

try {
  const wish = wishOf(process.argv.slice(2), process.env);
  if (wish.kind === 'help') console.log(usage);
  else if (wish.kind === 'version') console.log(version);
  else await start(wish.port);
} catch (error) {
  console.error(isForThePerson(error) ? error.message : error);
  process.exitCode = 1;
}
