import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { CardName } from '@scanfill/proxy/contract';
import { findModels } from './models.ts';

/** What was read: `info` is the object of Green's `…Info` property in Green's own spellings; '' for a text field not found. */
export type ReadResult = { recognised: boolean; info: Record<string, unknown> };

/** Reads photos of certificates with local models. */
export type Reader = {
  /** Reads one photo. Rejects when the reader is stopped, or more than 1,000 photos wait. */
  read(image: Uint8Array, card: CardName): Promise<ReadResult>;
  /** Loads the models now instead of at the first photo. */
  warm(): Promise<void>;
  stop(): Promise<void>;
};

/** A task for the worker and its answer. */
export type Task = { readonly id: number; readonly image: Uint8Array; readonly card: CardName };
export type Answer = { readonly id: number; readonly result?: ReadResult; readonly error?: string };

const maxWaiting = 1000;

/** What keeps the reader from working, as a sentence that says what to install; `undefined` where all is there. */
export function readerProblem(): string | undefined {
  const found = findModels();
  return 'problem' in found ? found.problem : undefined;
}

/**
 * A reader whose models run in worker threads, one by default (its own threads fill the cores), loaded once and kept warm; a photo waits
 * for a free worker. Run from TypeScript sources, where a worker cannot be started, the models run in this thread.
 */
export function createReader(options: { workers?: number } = {}): Reader {
  const script = new URL('./worker.js', import.meta.url);
  return existsSync(fileURLToPath(script)) ? createPool(script, Math.max(1, options.workers ?? 1)) : createLocal();
}

type Waiting = {
  readonly task: Task;
  readonly resolve: (result: ReadResult) => void;
  readonly reject: (error: Error) => void;
};
type Member = { readonly worker: Worker; current: Waiting | undefined };

function createPool(script: URL, size: number): Reader {
  const waiting: Waiting[] = [];
  const members: Member[] = [];
  let nextId = 1;
  let stopped = false;

  const give = () => {
    while (waiting.length > 0) {
      const free =
        members.find((member) => member.current === undefined) ?? (members.length < size ? hire() : undefined);
      const next = free === undefined ? undefined : waiting.shift();
      if (free === undefined || next === undefined) return;
      free.current = next;
      free.worker.ref();
      free.worker.postMessage(next.task);
    }
  };

  const hire = (): Member => {
    const member: Member = { worker: new Worker(script), current: undefined };
    const finish = (settle: (current: Waiting) => void) => {
      const { current } = member;
      member.current = undefined;
      member.worker.unref();
      if (current !== undefined) settle(current);
      if (!stopped) give();
    };
    // A thread that died takes its photo with it, not the reader: the next photo gets a new one.
    const lost = (reason: string) => {
      const at = members.indexOf(member);
      if (at >= 0) members.splice(at, 1);
      finish((current) => current.reject(new Error(reason)));
    };
    member.worker.on('message', ({ result, error }: Answer) =>
      finish((current) =>
        result === undefined
          ? current.reject(new Error(error ?? 'The photo could not be read.'))
          : current.resolve(result),
      ),
    );
    member.worker.on('error', (error) => lost(error instanceof Error ? error.message : String(error)));
    member.worker.on('exit', () => lost('The reader stopped.'));
    member.worker.unref();
    members.push(member);
    return member;
  };

  const ask = (image: Uint8Array, card: CardName): Promise<ReadResult> =>
    new Promise((resolve, reject) => {
      if (stopped) return reject(new Error('The reader is stopped.'));
      if (waiting.length >= maxWaiting) return reject(new Error(`More than ${maxWaiting} photos wait for the reader.`));
      waiting.push({ task: { id: nextId++, image, card }, resolve, reject });
      give();
    });

  return {
    read: ask,
    // An empty picture loads the models and reads nothing.
    warm: async () => void (await ask(new Uint8Array(0), 'bank-card')),
    async stop() {
      stopped = true;
      for (const { reject } of waiting.splice(0)) reject(new Error('The reader is stopped.'));
      await Promise.all(members.map(({ worker }) => worker.terminate()));
    },
  };
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
    async stop() {
      stopped = true;
      await tail;
    },
  };
}
