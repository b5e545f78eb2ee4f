import { startDemo } from './demo.ts';
import { readSettings } from './settings.ts';

/** Only what a person can act on is shown without a stack: a setting to change, a port to free. */
function isForThePerson(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'SettingError' || error.name === 'ConfigError');
}

try {
  const demo = await startDemo(readSettings(process.env));
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    demo.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (demo.mode.problem !== undefined) console.warn(demo.mode.problem);
  if (demo.mode.upstream === 'green')
    console.warn(`Real recognition by ${demo.mode.endpoint}: every photo is sent there and billed.`);
  console.log(`Scanfill demo: ${demo.url}`);
} catch (error) {
  console.error(isForThePerson(error) ? error.message : error);
  process.exitCode = 1;
}
