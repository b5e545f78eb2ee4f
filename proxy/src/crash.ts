import { setTimeout as delay } from 'node:timers/promises';
import type { Failpoint } from './engine/context.ts';

/**
 * For crash tests, never in production: with `SCANFILL_FAILPOINT=after-mark`, or `after-mark:7` for the seventh time,
 * the process kills itself there as `kill -9` would. Undefined where the variable is not set.
 */
export function failpointOf(
  text: string | undefined,
  kill: () => void = killSelf,
): ((at: Failpoint) => Promise<void>) | undefined {
  if (text === undefined || text === '') return undefined;
  const [name, count = '1'] = text.split(':');
  let left = Number(count);
  return async (at) => {
    if (at !== name) return;
    left -= 1;
    if (left !== 0) return;
    // The request is on its way then, and its answer is not yet here.
    if (at === 'after-send') await delay(5);
    kill();
    await new Promise(() => {});
  };
}

function killSelf(): void {
  process.kill(process.pid, 'SIGKILL');
}
