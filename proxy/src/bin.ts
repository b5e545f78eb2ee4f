import { causeOf } from './base/log.ts';
import { createPinoLog } from './base/pino-log.ts';
import { configOf } from './config/environment.ts';
import { ConfigError } from './config/fault.ts';
import { failpointOf } from './crash.ts';
import { startService } from './service.ts';

/** The executable: configuration from the environment, one line when ready, a graceful end on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const production = process.env.NODE_ENV === 'production';
  const config = configOf(process.env);
  const log = createPinoLog(config.logLevel);
  const failpoint = production ? undefined : failpointOf(process.env.SCANFILL_FAILPOINT);
  const options = failpoint ? { ...config.options, failpoint } : config.options;
  const service = await startService({ ...config, options }, log);
  process.stdout.write(`Scanfill proxy: http://${config.host}:${service.port}\n`);
  if (service.adminPort !== undefined)
    process.stdout.write(`Metrics: http://${config.adminHost}:${service.adminPort}/metrics\n`);

  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      service.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ cause: causeOf(error) }, 'could not stop');
          process.exit(1);
        },
      );
    });
}

main().catch((error: unknown) => {
  // Stores and image hosts word their refusals to start as plain `Error`s for the operator.
  const known = error instanceof ConfigError || (error instanceof Error && ('code' in error || error.name === 'Error'));
  process.stderr.write(`scanfill-proxy did not start: ${known ? error.message : causeOf(error)}\n`);
  process.exit(1);
});
