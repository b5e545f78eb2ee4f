import type { FaultPlan } from '@scanfill/demo/green/faults/fault';
import { type ScriptLine, scriptedFaults } from '@scanfill/demo/green/faults/scripted-faults';

/** A script whose spans count from the first submission, however long the machine took to come to it. */
export function fromFirstScan(lines: readonly ScriptLine[]): FaultPlan {
  const plan = scriptedFaults(lines);
  let firstMs: number | undefined;
  const since = (sinceMs: number) => (firstMs === undefined ? -1 : sinceMs - firstMs);
  return {
    call(operation, number, sinceMs) {
      if (operation === 'asyncscan') firstMs ??= sinceMs;
      return plan.call(operation, number, since(sinceMs));
    },
    task: plan.task,
    skewMs: (sinceMs) => plan.skewMs?.(since(sinceMs)) ?? 0,
    nonceMemory: (sinceMs) => plan.nonceMemory?.(since(sinceMs)),
  };
}
