import type { Usage } from '../../green/reader-port.ts';

/** What this process has used. */
export function ownUsage(): Usage {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return {
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    nowMb: process.memoryUsage.rss() / 2 ** 20,
    peakMb: maxRSS / 1024,
  };
}
