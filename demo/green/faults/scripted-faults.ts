import type { CallFault, FaultPlan, NonceMemory, TaskFault } from './fault.ts';

/** A stretch of the stand-in's life, in milliseconds since its making; without an end it lasts. */
export type Span = { readonly fromMs: number; readonly untilMs?: number };

/**
 * One line of a script: the n-th call of an operation, every call of it during a span (an outage), the n-th task ever
 * submitted, or what holds for a span: Green's clock `skewMs` off the true one, the nodes' memory of nonces. The first
 * line that fits counts.
 */
export type ScriptLine =
  | { readonly on: string; readonly number: number; readonly fault: CallFault }
  | ({ readonly on: string; readonly fault: CallFault } & Span)
  | { readonly on: 'task'; readonly number: number; readonly fault: TaskFault }
  | ({ readonly on: 'clock'; readonly skewMs: number } & Span)
  | ({ readonly on: 'nonces'; readonly memory: NonceMemory } & Span);

type Faulty = Extract<ScriptLine, { fault: unknown }>;
type CallLine = Extract<ScriptLine, { fault: CallFault }>;
type TaskLine = { readonly on: 'task'; readonly number: number; readonly fault: TaskFault };

const taskFaults: ReadonlySet<string> = new Set([
  'refused-task',
  'failed-task',
  'slow-download',
  'download-failure',
  'query-trouble',
  'odd-result',
  'callback',
] satisfies TaskFault['kind'][]);
const isFaulty = (line: ScriptLine): line is Faulty => 'fault' in line;
const isTaskLine = (line: Faulty): line is TaskLine => line.on === 'task' && taskFaults.has(line.fault.kind);
const isCallLine = (line: Faulty): line is CallLine => !taskFaults.has(line.fault.kind);
const covers = ({ fromMs, untilMs = Number.POSITIVE_INFINITY }: Span, sinceMs: number) =>
  fromMs <= sinceMs && sinceMs < untilMs;

/** Faults written down line by line: for tests that want one particular thing to happen. */
export function scriptedFaults(lines: readonly ScriptLine[]): FaultPlan {
  const calls = lines.filter(isFaulty).filter(isCallLine);
  const tasks = lines.filter(isFaulty).filter(isTaskLine);
  const clock = lines.filter((line) => 'skewMs' in line);
  const nonces = lines.filter((line) => 'memory' in line);
  return {
    call: (operation, number, sinceMs) =>
      calls.find((line) => line.on === operation && ('number' in line ? line.number === number : covers(line, sinceMs)))
        ?.fault,
    task: (number) => tasks.find((line) => line.number === number)?.fault,
    skewMs: (sinceMs) => clock.find((line) => covers(line, sinceMs))?.skewMs ?? 0,
    nonceMemory: (sinceMs) => nonces.find((line) => covers(line, sinceMs))?.memory,
  };
}
