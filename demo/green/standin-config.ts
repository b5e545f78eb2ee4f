import type { Account } from './account.ts';
import type { SeededFaultOptions } from './faults/seeded-faults.ts';
import { type GreenLimits, greenLimits } from './limits.ts';

/** How the stand-in runs alone. */
export type StandinConfig = {
  readonly port: number;
  readonly host: string;
  readonly account: Account;
  readonly limits: Partial<GreenLimits>;
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

function faultsFrom(environment: Environment): StandinConfig['faults'] {
  const seed = environment.STANDIN_FAULT_SEED;
  if (seed === undefined || seed === '') return undefined;
  const until = environment.STANDIN_FAULTS_UNTIL;
  const options = {
    calls: numberFrom(environment, 'STANDIN_FAULT_CALLS', 0.05),
    tasks: numberFrom(environment, 'STANDIN_FAULT_TASKS', 0.01),
    silenceMs: numberFrom(environment, 'STANDIN_FAULT_SILENCE_MS', 30_000),
  };
  return {
    seed,
    options: until === undefined ? options : { ...options, until: numberFrom(environment, 'STANDIN_FAULTS_UNTIL', 0) },
  };
}

/**
 * Reads `GREEN_PORT` (5174), `GREEN_HOST`, `GREEN_QPS`, `GREEN_MAX_TASKS`, the account under the proxy's own names
 * (`ALIBABA_CLOUD_ACCESS_KEY_ID` …), and the `STANDIN_…` variables: `READER` (`photos` or `embedded`), `ENGINE_MS`, `LEDGER=on`,
 * `CALLBACK_PAUSE_MS`, `FAULT_SEED`, `FAULT_CALLS`, `FAULT_TASKS`, `FAULT_SILENCE_MS`, `FAULTS_UNTIL`.
 */
export function standinConfig(environment: Environment): StandinConfig {
  const token = environment.ALIBABA_CLOUD_SECURITY_TOKEN;
  const account = {
    accessKeyId: environment.ALIBABA_CLOUD_ACCESS_KEY_ID ?? 'standin-key',
    accessKeySecret: environment.ALIBABA_CLOUD_ACCESS_KEY_SECRET ?? 'standin-secret',
    uid: environment.ALIBABA_CLOUD_ACCOUNT_ID ?? '1000000000000001',
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
      callbackPauseMs: numberFrom(environment, 'STANDIN_CALLBACK_PAUSE_MS', greenLimits.callbackPauseMs),
    },
    showLedger: environment.STANDIN_LEDGER === 'on',
    reader: embedded
      ? { kind: 'embedded', medianMs: numberFrom(environment, 'STANDIN_ENGINE_MS', 0) }
      : { kind: 'photos' },
    ...(faults === undefined ? {} : { faults }),
  };
}
