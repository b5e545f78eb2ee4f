import { readFileSync } from 'node:fs';

/** What a process has used, from Linux's /proc; zeros elsewhere. */
export type Usage = {
  readonly cpuSeconds: number;
  readonly residentMb: number;
  readonly peakMb: number;
};

const ticksPerSecond = 100;

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** CPU time since its start, resident memory now and at its peak. */
export function usageOf(pid: number): Usage {
  const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
  const status = read(`/proc/${pid}/status`);
  const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_024;
  return {
    cpuSeconds: (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticksPerSecond,
    residentMb: megabytes('VmRSS'),
    peakMb: megabytes('VmHWM'),
  };
}
