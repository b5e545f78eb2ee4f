/** What reading has used: processor time over all cores, and the largest resident memory, both since its process began. */
export type Usage = { readonly cpuMs: number; readonly peakMb: number };

/** What this process has used. */
export function ownUsage(): Usage {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 };
}
