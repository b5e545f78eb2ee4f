import type { CallFault, FaultPlan, TaskFault } from './fault.ts';

/** One line of a script: the n-th call of an operation, or the n-th task ever submitted. */
export type ScriptLine =
  | { readonly on: string; readonly number: number; readonly fault: CallFault }
  | { readonly on: 'task'; readonly number: number; readonly fault: TaskFault };

type CallLine = Extract<ScriptLine, { fault: CallFault }>;
type TaskLine = { readonly on: 'task'; readonly number: number; readonly fault: TaskFault };

const taskFaults: ReadonlySet<string> = new Set([
  'refused-task',
  'failed-task',
  'slow-download',
  'download-failure',
  'callback',
]);
const isTaskLine = (line: ScriptLine): line is TaskLine => line.on === 'task' && taskFaults.has(line.fault.kind);
const isCallLine = (line: ScriptLine): line is CallLine => !taskFaults.has(line.fault.kind);

/** Faults written down line by line: for tests that want one particular thing to happen. */
export function scriptedFaults(lines: readonly ScriptLine[]): FaultPlan {
  const calls = lines.filter(isCallLine);
  const tasks = lines.filter(isTaskLine);
  return {
    call: (operation, number) => calls.find((line) => line.on === operation && line.number === number)?.fault,
    task: (number) => tasks.find((line) => line.number === number)?.fault,
  };
}
