import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { causeOf } from './base/log.ts';
import { createPinoLog } from './base/pino-log.ts';
import { check } from './checks/check.ts';
import { usage } from './checks/usage.ts';
import { configOf } from './config/environment.ts';
import { ConfigError } from './config/fault.ts';
import { isStrict } from './config/runtime.ts';
import { failpointOf } from './crash.ts';
import { confirm } from './reconcile/confirm.ts';
import { questionOf, reconcile } from './reconcile/reconcile.ts';
import { startService } from './service.ts';
import { revoke } from './sessions/revoke.ts';
import { version } from './version.ts';
import { webhooks } from './webhooks/command.ts';

/** The executable: a command where one is named, else the service. */
async function main(): Promise<void> {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined) return serve();
  if (command.startsWith('-')) return answer(parseArgs({ options: flags, strict: true }).values);
  if (command === 'confirm') {
    process.stdout.write(`${await confirm(configOf(process.env), args)}\n`);
    return;
  }
  if (command === 'revoke') {
    process.stdout.write(`${await revoke(configOf(process.env), args)}\n`);
    return;
  }
  if (command === 'webhooks') {
    process.stdout.write(`${await webhooks(configOf(process.env), args)}\n`);
    return;
  }
  if (command !== 'reconcile')
    throw new Error(`${command} is no command: there are reconcile, confirm, revoke and webhooks, --check and --help`);
  const pieces = reconcile(configOf(process.env), questionOf(args));
  // Whoever reads may stop, as `head` does.
  await pipeline(pieces, process.stdout, { end: false }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  });
}

const flags = {
  check: { type: 'boolean' },
  through: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

/** Answers a question and starts nothing. */
async function answer({
  check: wantsCheck,
  through,
  version: wantsVersion,
}: {
  check?: boolean;
  through?: string;
  version?: boolean;
}): Promise<void> {
  if (through !== undefined && !wantsCheck) throw new Error('--through goes with --check');
  if (!wantsCheck) {
    process.stdout.write(wantsVersion ? `${version}\n` : usage);
    return;
  }
  for await (const { ok, text } of check(process.env, through)) {
    process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${text}\n`);
    if (!ok) process.exitCode = 1;
  }
}

/** Configuration from the environment, one line when ready, a graceful end on SIGTERM and SIGINT. */
async function serve(): Promise<void> {
  const config = configOf(process.env);
  const log = createPinoLog(config.logLevel);
  const failpoint = isStrict() ? undefined : failpointOf(process.env.SCANFILL_FAILPOINT);
  const options = failpoint ? { ...config.options, failpoint } : config.options;
  const service = await startService({ ...config, options }, log);
  process.stdout.write(`Scanfill proxy: http://${config.host}:${service.port}\n`);
  if (service.adminPort !== undefined)
    process.stdout.write(`Metrics: http://${config.adminHost}:${service.adminPort}/metrics\n`);

  process.on('SIGHUP', service.reopenAudit);
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
  process.stderr.write(
    `scanfill-proxy${process.argv[2] === undefined ? ' did not start' : ` ${process.argv[2]}`}: ${known ? error.message : causeOf(error)}\n`,
  );
  process.exit(1);
});
