import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Reader } from '../green/reader-port.ts';
import { createLocal } from './process/local.ts';
import { createPool } from './process/pool.ts';
import { findModels } from './sight/models.ts';

/** What keeps the reader from working, as a sentence that says what to install; `undefined` where all is there. */
export function readerProblem(): string | undefined {
  const found = findModels();
  return 'problem' in found ? found.problem : undefined;
}

/**
 * A reader whose models run in processes of their own, one by default (its threads fill the cores), loaded once and
 * kept warm; a photo waits for a free one. Run from TypeScript sources, where none can be started, the models run in
 * this thread.
 */
export function createReader(options: { workers?: number } = {}): Reader {
  const script = new URL('./process/worker.js', import.meta.url);
  return existsSync(fileURLToPath(script)) ? createPool(script, Math.max(1, options.workers ?? 1)) : createLocal();
}
