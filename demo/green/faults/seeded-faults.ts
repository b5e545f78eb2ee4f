import { createRandom, type Random } from '../random.ts';
import type { CallFault, FaultPlan, TaskFault } from './fault.ts';

/** How often something goes wrong. */
export type SeededFaultOptions = {
  /** Share of calls that meet a fault, 0 to 1. */
  readonly calls: number;
  /** Share of tasks that meet a fault, 0 to 1. */
  readonly tasks: number;
  /** Longest silence of an upstream that does not answer. Default 30 s. */
  readonly silenceMs?: number;
  /** How long a throttle burst lasts at most. Default 2 s. */
  readonly throttleMs?: number;
  /** How long the port stays closed at most. Default 2 s. */
  readonly refuseMs?: number;
  /** No call and no task meets a fault from this number on, so that a run can come to rest. Default: never. */
  readonly until?: number;
};

type Maker<T> = (random: Random, options: SeededFaultOptions) => T;

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
];

const taskFaults: readonly Maker<TaskFault>[] = [
  () => ({ kind: 'refused-task', code: 588, msg: 'EXCEED_QUOTA' }),
  () => ({ kind: 'failed-task', code: 586, msg: 'algo failed(ocridcard-modelnotexist)', billed: false }),
  () => ({ kind: 'failed-task', code: 580, msg: 'DB_FAILED', billed: false }),
  () => ({ kind: 'failed-task', code: 595, msg: 'CATCH_FRAME_FAILED', billed: false }),
  (random) => ({ kind: 'slow-download', forMs: Math.ceil(500 + random() * 3_500) }),
  () => ({ kind: 'download-failure' }),
  () => ({ kind: 'callback', how: 'twice' }),
  () => ({ kind: 'callback', how: 'early' }),
  (random) => ({ kind: 'callback', how: 'late', forMs: Math.ceil(1_000 + random() * 4_000) }),
  () => ({ kind: 'callback', how: 'forged' }),
  () => ({ kind: 'callback', how: 'never' }),
];

/** Faults drawn from a seed: the same call or task number meets the same fault in every run. */
export function seededFaults(seed: string, options: SeededFaultOptions): FaultPlan {
  const over = (number: number) => options.until !== undefined && number >= options.until;
  const draw = <T>(key: string, share: number, makers: readonly Maker<T>[]): T | undefined => {
    const random = createRandom(`${seed} ${key}`);
    if (random() >= share) return undefined;
    return makers[Math.floor(random() * makers.length)]?.(random, options);
  };
  return {
    call: (operation, number) => (over(number) ? undefined : draw(`${operation} ${number}`, options.calls, callFaults)),
    task: (number) => (over(number) ? undefined : draw(`task ${number}`, options.tasks, taskFaults)),
  };
}
