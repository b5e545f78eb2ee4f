import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CardName } from '@scanfill/proxy/contract';
import { findModels } from './models.ts';
import { createPool } from './pool.ts';
import { ownUsage, type Usage } from './usage.ts';

/** What was read: `info` is the object of Green's `…Info` property in Green's own spellings; '' for a text field not found. */
export type ReadResult = { recognised: boolean; info: Record<string, unknown> };

/** Reads photos of certificates with local models. */
export type Reader = {
  /** Reads one photo. Rejects when the reader is stopped, more than 1,000 photos wait, or reading it took a minute or its process's life. */
  read(image: Uint8Array, card: CardName): Promise<ReadResult>;
  /** Loads the models now instead of at the first photo. */
  warm(): Promise<void>;
  /** What the processes that read have used: as of their last answer. */
  usage(): Usage;
  stop(): Promise<void>;
};

/** What keeps the reader from working, as a sentence that says what to install; `undefined` where all is there. */
export function readerProblem(): string | undefined {
  const found = findModels();
  return 'problem' in found ? found.problem : undefined;
}

/**
 * A reader whose models run in processes of their own, one by default (its threads fill the cores), loaded once and kept warm; a photo waits
 * for a free one. Run from TypeScript sources, where none can be started, the models run in this thread.
 */
export function createReader(options: { workers?: number } = {}): Reader {
  const script = new URL('./worker.js', import.meta.url);
  return existsSync(fileURLToPath(script)) ? createPool(script, Math.max(1, options.workers ?? 1)) : createLocal();
}

function createLocal(): Reader {
  let stopped = false;
  let tail: Promise<unknown> = Promise.resolve();
  let loading: Promise<(image: Uint8Array, card: CardName) => Promise<ReadResult>> | undefined;
  const load = () => {
    loading ??= import('./load.ts').then((module) => module.loadReading());
    return loading;
  };
  return {
    read(image, card) {
      const turn = tail.then(async () => {
        if (stopped) throw new Error('The reader is stopped.');
        return (await load())(image, card);
      });
      tail = turn.catch(() => undefined);
      return turn;
    },
    warm: async () => void (await load()),
    usage: ownUsage,
    async stop() {
      stopped = true;
      await tail;
    },
  };
}
