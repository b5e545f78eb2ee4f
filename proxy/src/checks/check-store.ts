import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import type { Settings } from '../config/settings.ts';
import { openStore } from '../open-store.ts';
import type { Finding } from './finding.ts';

/**
 * Opens the store as a start would, and closes it again. A directory that is not there yet is only looked for where it
 * would be made.
 */
export async function checkStore({
  storeUrl,
  storeSecrets,
}: Pick<Settings, 'storeUrl' | 'storeSecrets'>): Promise<readonly Finding[]> {
  const [secret, ...others] = storeSecrets;
  if (storeUrl.kind === 'memory' || secret === undefined)
    return [{ ok: true, text: 'Store: memory, lost at the end of the process' }];
  if (storeUrl.kind === 'file' && (await isMissing(storeUrl.dir))) return [await placeFor(storeUrl.dir)];
  const store = await openStore(storeUrl, [secret, ...others], systemClock);
  const what = storeUrl.kind === 'file' ? `Store: ${storeUrl.dir}` : 'Store: Redis';
  try {
    const notes = await store.start();
    return [{ ok: true, text: `${what} opens` }, ...notes.map((text) => ({ ok: true, text: `${what}: ${text}` }))];
  } catch (error) {
    const said = error instanceof Error ? error.message : 'it cannot be opened';
    if (/another process has/.test(said)) return [{ ok: true, text: `${what} is open in a running proxy` }];
    return [{ ok: false, text: `${what}: ${said}` }];
  } finally {
    await store.stop();
  }
}

async function isMissing(dir: string): Promise<boolean> {
  return stat(dir).then(
    () => false,
    () => true,
  );
}

/** Whether a directory could be made: its nearest parent that is there can be written. */
async function placeFor(dir: string): Promise<Finding> {
  let parent = dirname(resolve(dir));
  while ((await isMissing(parent)) && parent !== dirname(parent)) parent = dirname(parent);
  const ok = await access(parent, constants.W_OK).then(
    () => true,
    () => false,
  );
  return { ok, text: ok ? `Store: ${dir} will be made` : `Store: ${dir} cannot be made, ${parent} may not be written` };
}
