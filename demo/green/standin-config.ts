import type { Account } from './account.ts';
import type { SeededFaultOptions } from './faults/seeded-faults.ts';
import { type GreenLimits, greenLimits } from './limits.ts';
import type { NodeOptions } from './nodes.ts';

/** How the stand-in runs alone. */
export type StandinConfig = {
  readonly port: number;
  readonly host: string;
  readonly account: Account;
  readonly limits: Partial<GreenLimits>;
  readonly nodes: NodeOptions;
  readonly showLedger: boolean;
  /** `photos` reads real pictures; `embedded` takes the fields from test pictures, after a seeded time. */
  readonly reader: { readonly kind: 'photos' } | { readonly kind: 'embedded'; readonly medianMs: number };
  readonly faults?: { readonly seed: string; readonly options: SeededFaultOptions };
};

type Environment = Readonly<Record<string, string | undefined>>;

function numberFrom(environment: Environment, name: string, fallback: number): number {
  const text = environment[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`${name} must be a number of 0 or more, not "${text}"`);
  return value;
}

function choiceFrom<T extends string>(
  environment: Environment,
  name: string,
  [fallback, ...rest]: readonly [T, ...T[]],
): T {
  const text = environment[name];
  if (text === undefined || text === '') return fallback;
  const found = [fallback, ...rest].find((choice) => choice === text);
  if (found === undefined) throw new Error(`${name} must be one of ${[fallback, ...rest].join(', ')}, not "${text}"`);
  return found;
}

function faultsFrom(environment: Environment): StandinConfig['faults'] {
  const seed = environment.STANDIN_FAULT_SEED;
  if (seed === undefined || seed === '') return undefined;
  const until = numberFrom(environment, 'STANDIN_FAULTS_UNTIL', Number.POSITIVE_INFINITY);
  const untilMs = numberFrom(environment, 'STANDIN_FAULTS_UNTIL_MS', Number.POSITIVE_INFINITY);
  const options = {
    calls: numberFrom(environment, 'STANDIN_FAULT_CALLS', 0.05),
    tasks: numberFrom(environment, 'STANDIN_FAULT_TASKS', 0.01),
    outages: numberFrom(environment, 'STANDIN_FAULT_OUTAGES', 0),
    skewMs: numberFrom(environment, 'STANDIN_FAULT_SKEW_MS', 0),
    silenceMs: numberFrom(environment, 'STANDIN_FAULT_SILENCE_MS', 30_000),
    until,
    untilMs,
  };
  return { seed, options };
}

/**
 * Reads `GREEN_PORT` (5174), `GREEN_HOST`, `GREEN_QPS`, `GREEN_MAX_TASKS`, the account under the proxy's own names
 * (`ALIBABA_CLOUD_ACCESS_KEY_ID` …), and the `STANDIN_…` variables: `READER` (`photos` or `embedded`), `ENGINE_MS`,
 * `LEDGER=on`, `DOWNLOAD_MS`, `CALLBACK_PAUSE_MS`, `NODES` (1) with `NONCES` (`shared`, `own`, `none`),
 * `CALLBACK_TASKS` (what `results` says about a task with `callback`), `FAULT_SEED`, `FAULT_CALLS`, `FAULT_TASKS`,
 * `FAULT_OUTAGES`, `FAULT_SKEW_MS`, `FAULT_SILENCE_MS`, `FAULTS_UNTIL`, `FAULTS_UNTIL_MS`.
 */
export function standinConfig(environment: Environment): StandinConfig {
  const token = environment.ALIBABA_CLOUD_SECURITY_TOKEN;
  const account = {
    accessKeyId: environment.ALIBABA_CLOUD_ACCESS_KEY_ID ?? 'standin-key',
    accessKeySecret: environment.ALIBABA_CLOUD_ACCESS_KEY_SECRET ?? 'standin-secret',
    uid: environment.ALIBABA_CLOUD_ACCOUNT_ID ?? '1000000000000001',
    callbackTasks: choiceFrom(environment, 'STANDIN_CALLBACK_TASKS', [
      'queryable',
      'expired',
      'not-found',
      'processing',
    ]),
  };
  const embedded = environment.STANDIN_READER === 'embedded';
  const faults = faultsFrom(environment);
  return {
    port: numberFrom(environment, 'GREEN_PORT', 5174),
    host: environment.GREEN_HOST ?? '127.0.0.1',
    account: token === undefined || token === '' ? account : { ...account, securityToken: token },
    limits: {
      callsPerSecond: numberFrom(environment, 'GREEN_QPS', 10),
      maxTasks: numberFrom(environment, 'GREEN_MAX_TASKS', 100),
      downloadMs: numberFrom(environment, 'STANDIN_DOWNLOAD_MS', greenLimits.downloadMs),
      callbackPauseMs: numberFrom(environment, 'STANDIN_CALLBACK_PAUSE_MS', greenLimits.callbackPauseMs),
    },
    nodes: {
      count: Math.max(1, numberFrom(environment, 'STANDIN_NODES', 1)),
      memory: choiceFrom(environment, 'STANDIN_NONCES', ['shared', 'own', 'none']),
    },
    showLedger: environment.STANDIN_LEDGER === 'on',
    reader: embedded
      ? { kind: 'embedded', medianMs: numberFrom(environment, 'STANDIN_ENGINE_MS', 0) }
      : { kind: 'photos' },
    ...(faults === undefined ? {} : { faults }),
  };
}
