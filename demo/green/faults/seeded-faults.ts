import { createRandom, type Random } from '../random.ts';
import type { CallFault, FaultPlan, TaskFault } from './fault.ts';
import { middleboxAnswers } from './middlebox.ts';

/** How often something goes wrong. */
export type SeededFaultOptions = {
  /** Share of calls that meet a fault, 0 to 1. */
  readonly calls: number;
  /** Share of tasks that meet a fault, 0 to 1. */
  readonly tasks: number;
  /** Share of stretches of ten seconds in which one operation has an outage of up to eight, 0 to 1. Default 0. */
  readonly outages?: number;
  /** Green's clock jumps once in twenty seconds, to at most so far from the true one. Default 0: it is right. */
  readonly skewMs?: number;
  /** Longest silence of an upstream that does not answer. Default 30 s. */
  readonly silenceMs?: number;
  /** How long a throttle burst lasts at most. Default 2 s. */
  readonly throttleMs?: number;
  /** How long the port stays closed at most. Default 2 s. */
  readonly refuseMs?: number;
  /** No call and no task meets a fault from this number on, so that a run can come to rest. Default: never. */
  readonly until?: number;
  /**
   * No call meets a fault, no outage and no jump of the clock begins from this moment of the stand-in's life on.
   * Default: never.
   */
  readonly untilMs?: number;
};

type Maker<T> = (random: Random, options: SeededFaultOptions) => T;

/** One of a list, each as likely as the other. */
function oneOf<T>(random: Random, list: readonly T[]): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
}

const serverCodes = [
  { code: 500, msg: 'GENERAL_ERROR' },
  { code: 503, msg: 'SERVICE_UNAVAILABLE' },
  { code: 580, msg: 'DB_FAILED' },
  { code: 581, msg: 'TIMEOUT' },
  { code: 585, msg: 'CACHE_FAILED' },
  { code: 591, msg: 'CONNECTION_POOL_FULL' },
] as const;

const middlebox: Maker<CallFault> = (random) => ({
  kind: 'middlebox',
  answer: oneOf(random, middleboxAnswers),
  worked: random() < 0.7,
  skewMs: random() < 0.2 ? -3_600_000 : 0,
});
const entryCodes: Maker<CallFault> = (random) => ({
  kind: 'entry-codes',
  ...oneOf(random, serverCodes),
  unnamed: random() < 0.5,
});
const topCode: Maker<CallFault> = (random) => ({
  kind: 'top-code',
  ...oneOf(random, serverCodes),
  worked: random() < 0.5,
});
const gatewayCode: Maker<CallFault> = (random) => ({
  kind: 'gateway-code',
  code: oneOf(random, ['InternalError', 'ServiceUnavailable']),
  worked: random() < 0.5,
});

const callFaults: readonly Maker<CallFault>[] = [
  (random, { refuseMs = 2_000 }) => ({ kind: 'refuse', forMs: Math.ceil(random() * refuseMs) }),
  () => ({ kind: 'reset', when: 'before-body' }),
  () => ({ kind: 'reset', when: 'after-body' }),
  () => ({ kind: 'reset', when: 'after-work' }),
  () => ({ kind: 'half-answer' }),
  () => ({ kind: 'cut-json' }),
  (random) => ({ kind: 'status', status: random() < 0.5 ? 500 : 503, body: random() < 0.5, worked: false }),
  (random) => ({ kind: 'status', status: 502, body: random() < 0.5, worked: true }),
  () => ({ kind: 'wrong-data-id' }),
  (random, { silenceMs = 30_000 }) => ({ kind: 'silence', forMs: silenceMs, worked: random() < 0.5 }),
  (random, { throttleMs = 2_000 }) => ({ kind: 'throttle', forMs: Math.ceil(random() * throttleMs) }),
  (random, { silenceMs = 30_000 }) => ({ kind: 'late-answer', forMs: Math.ceil(random() * silenceMs) }),
  (random, { silenceMs = 30_000 }) => ({ kind: 'late-arrival', forMs: Math.ceil(random() * silenceMs) }),
  middlebox,
  middlebox,
  entryCodes,
  topCode,
  gatewayCode,
  (random) => ({
    kind: 'odd-reply',
    ...oneOf(random, [
      { how: 'deep', size: 100_000 },
      { how: 'long-code', size: 1_000_000 },
      { how: 'long-message', size: 1_000_000 },
      { how: 'long-number', size: 100_000 },
      { how: 'long-error', size: 60_000 },
      { how: 'blanks', size: 350_000 },
      { how: 'not-json', size: 1_000 },
      { how: 'many-entries', size: 5_000 },
    ] as const),
  }),
];

const outages: readonly Maker<CallFault>[] = [middlebox, entryCodes, topCode, gatewayCode];

const taskFaults: readonly Maker<TaskFault>[] = [
  () => ({ kind: 'refused-task', code: 588, msg: 'EXCEED_QUOTA' }),
  () => ({ kind: 'failed-task', code: 586, msg: 'algo failed(ocridcard-modelnotexist)', billed: false }),
  () => ({ kind: 'failed-task', code: 595, msg: 'CATCH_FRAME_FAILED', billed: false }),
  (random) => ({ kind: 'slow-download', forMs: Math.ceil(500 + random() * 3_500) }),
  (random) => ({
    kind: 'download-failure',
    code: random() < 0.5 ? 480 : 592,
    fetched: oneOf(random, ['no', 'half', 'whole']),
  }),
  (random) => ({ kind: 'query-trouble', ...oneOf(random, serverCodes), forMs: Math.ceil(2_000 + random() * 10_000) }),
  (random) => ({
    kind: 'odd-result',
    ...oneOf(random, [
      { how: 'deep', size: 6_000 },
      { how: 'digits', size: 20_000 },
      { how: 'long-text', size: 50_000 },
    ] as const),
  }),
  () => ({ kind: 'callback', how: 'twice' }),
  () => ({ kind: 'callback', how: 'many' }),
  () => ({ kind: 'callback', how: 'early' }),
  (random) => ({ kind: 'callback', how: 'late', forMs: Math.ceil(1_000 + random() * 4_000) }),
  (random) => ({
    kind: 'callback',
    how: oneOf(random, ['forged', 'forged-failure', 'foreign', 'other-task', 'wrong-path']),
  }),
  () => ({ kind: 'callback', how: 'never' }),
];

const stretchMs = 10_000;
const longestOutageMs = 8_000;
const clockStretchMs = 20_000;

/** Faults drawn from a seed: the same call, task or stretch of time meets the same fault in every run. */
export function seededFaults(seed: string, options: SeededFaultOptions): FaultPlan {
  const { until = Number.POSITIVE_INFINITY, untilMs = Number.POSITIVE_INFINITY } = options;
  const draw = <T>(key: string, share: number, makers: readonly Maker<T>[]): T | undefined => {
    const random = createRandom(`${seed} ${key}`);
    return random() >= share ? undefined : oneOf(random, makers)(random, options);
  };

  function outage(operation: string, sinceMs: number): CallFault | undefined {
    const stretch = Math.floor(sinceMs / stretchMs);
    const random = createRandom(`${seed} length ${operation} ${stretch}`);
    const lastsMs = 1_000 + random() * (longestOutageMs - 1_000);
    if (sinceMs - stretch * stretchMs >= lastsMs) return undefined;
    return draw(`outage ${operation} ${stretch}`, options.outages ?? 0, outages);
  }

  return {
    call: (operation, number, sinceMs) =>
      number >= until || sinceMs >= untilMs
        ? undefined
        : (outage(operation, sinceMs) ?? draw(`${operation} ${number}`, options.calls, callFaults)),
    task: (number) => (number >= until ? undefined : draw(`task ${number}`, options.tasks, taskFaults)),
    skewMs(sinceMs) {
      const { skewMs = 0 } = options;
      if (skewMs === 0 || sinceMs >= untilMs) return 0;
      return (createRandom(`${seed} clock ${Math.floor(sinceMs / clockStretchMs)}`)() * 2 - 1) * skewMs;
    },
  };
}
