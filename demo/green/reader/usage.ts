/** What reading has used since its process began: processor time over all cores, and resident memory, now and at its largest. */
export type Usage = { readonly cpuMs: number; readonly nowMb: number; readonly peakMb: number };

/** What this process has used. */
export function ownUsage(): Usage {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return {
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    nowMb: process.memoryUsage.rss() / 2 ** 20,
    peakMb: maxRSS / 1024,
  };
}
