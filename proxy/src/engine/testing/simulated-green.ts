import type { Clock } from '../../base/clock.ts';
import type {
  Green,
  GreenCallback,
  PreparedRequest,
  QueryOutcome,
  SubmitOutcome,
  TaskResult,
} from '../../green/port.ts';

type Task = { readonly taskId: string; readonly dataId: string; readonly readyAtMs: number };

/** A Green inside the test: the same rules over the port, in whatever time the clock says. */
export type SimulatedGreen = Green & {
  /** One entry for each image that was billed. */
  readonly billed: readonly string[];
  readonly submitsAtMs: readonly number[];
  readonly queriesAtMs: readonly number[];
  readonly batchSizes: readonly number[];
  readonly urls: ReadonlyMap<string, string>;
  readonly callbacks: readonly GreenCallback[];
  /** What the next submissions meet; `arrives` says whether the request is worked on all the same. */
  readonly faults: { outcome: SubmitOutcome; arrives: boolean }[];
  /** What the next queries meet. */
  readonly queryFaults: QueryOutcome[];
  /** What a dataId's task ends with; recognised with `{ dataId }` otherwise. */
  readonly scripted: Map<string, TaskResult[]>;
  taskOf(dataId: string): string | undefined;
  /** Ends the work on a dataId's task now. */
  finish(dataId: string): void;
  /** dataIds whose tasks the query does not know, as it may be of those with a callback. */
  readonly unqueried: Set<string>;
};

/** Refuses used nonces unless told otherwise; a task takes `workMs`, an answer `answerMs`. */
export function createSimulatedGreen({
  clock,
  qps = 10,
  workMs = () => 2_000,
  answerMs = 20,
  refusesNonces = true,
}: {
  clock: Clock;
  qps?: number;
  workMs?: (index: number) => number;
  answerMs?: number;
  refusesNonces?: boolean;
}): SimulatedGreen {
  const billed: string[] = [];
  const submitsAtMs: number[] = [];
  const queriesAtMs: number[] = [];
  const batchSizes: number[] = [];
  const urls = new Map<string, string>();
  const callbacks: GreenCallback[] = [];
  const faults: { outcome: SubmitOutcome; arrives: boolean }[] = [];
  const queryFaults: QueryOutcome[] = [];
  const scripted = new Map<string, TaskResult[]>();
  const nonces = new Set<string>();
  const tasks = new Map<string, Task>();
  const latest = new Map<string, Task>();
  const unqueried = new Set<string>();
  let made = 0;

  function throttled(calls: number[]): boolean {
    const nowMs = clock.now();
    calls.push(nowMs);
    const earlier = calls[calls.length - 1 - qps];
    return earlier !== undefined && nowMs - earlier < 1_000;
  }

  function work(request: PreparedRequest): SubmitOutcome {
    if (throttled(submitsAtMs)) return { kind: 'throttled', cause: 'Throttling.User' };
    if (refusesNonces && nonces.has(request.nonce)) return { kind: 'nonce-used' };
    nonces.add(request.nonce);
    const parsed: { dataId: string; url: string }[] = JSON.parse(request.body);
    batchSizes.push(parsed.length);
    const answers = parsed.map(({ dataId, url }) => {
      billed.push(dataId);
      urls.set(dataId, url);
      const task = { taskId: `task-${++made}`, dataId, readyAtMs: clock.now() + workMs(made) };
      tasks.set(task.taskId, task);
      latest.set(dataId, task);
      return [dataId, { kind: 'accepted', taskId: task.taskId }] as const;
    });
    return { kind: 'accepted', tasks: new Map(answers) };
  }

  function look(taskId: string): TaskResult {
    const task = tasks.get(taskId);
    if (!task || unqueried.has(task.dataId))
      return { kind: 'failed', code: 'green-expired', greenCode: '594', attempts: 1 };
    if (task.readyAtMs > clock.now()) return { kind: 'pending' };
    return scripted.get(task.dataId)?.shift() ?? { kind: 'done', recognised: true, raw: { dataId: task.dataId } };
  }

  return {
    billed,
    submitsAtMs,
    queriesAtMs,
    batchSizes,
    urls,
    callbacks,
    faults,
    queryFaults,
    scripted,
    now: () => clock.now(),
    taskOf: (dataId) => latest.get(dataId)?.taskId,
    finish(dataId) {
      const task = latest.get(dataId);
      if (task) tasks.set(task.taskId, { ...task, readyAtMs: clock.now() });
    },
    unqueried,
    async prepare(_card, list, callback) {
      const nonce = `nonce-${++made}`;
      if (callback) callbacks.push(callback(nonce));
      return { path: '/', body: JSON.stringify(list), headers: {}, nonce, date: new Date(clock.now()).toUTCString() };
    },
    async submit(request) {
      await clock.sleep(answerMs / 2);
      const fault = faults.shift();
      const outcome = fault && !fault.arrives ? undefined : work(request);
      await clock.sleep(answerMs / 2);
      return fault?.outcome ?? outcome ?? { kind: 'unknown', cause: 'nothing' };
    },
    async results(taskIds) {
      await clock.sleep(answerMs / 2);
      const fault = queryFaults.shift();
      const outcome: QueryOutcome = throttled(queriesAtMs)
        ? { kind: 'throttled', cause: 'Throttling.User' }
        : { kind: 'answered', tasks: new Map(taskIds.map((taskId) => [taskId, look(taskId)])) };
      await clock.sleep(answerMs / 2);
      return fault ?? outcome;
    },
    async probeNonce({ slot }) {
      await slot();
      await slot();
      return refusesNonces ? 'refused' : 'accepted';
    },
    close: async () => {},
  };
}
