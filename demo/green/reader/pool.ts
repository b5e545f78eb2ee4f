import { Worker } from 'node:worker_threads';
import type { CardName } from '@scanfill/proxy/contract';
import type { Reader, ReadResult } from './reader.ts';

/** A task for the worker and its answer. */
export type Task = { readonly id: number; readonly image: Uint8Array; readonly card: CardName };
export type Answer = { readonly id: number; readonly result?: ReadResult; readonly error?: string };

const maxWaiting = 1000;

type Waiting = {
  readonly task: Task;
  readonly resolve: (result: ReadResult) => void;
  readonly reject: (error: Error) => void;
};
type Member = { readonly worker: Worker; current: Waiting | undefined };

/** A reader over worker threads that run `script`: each answers a `Task` with an `Answer`, one at a time. */
export function createPool(script: URL, size: number): Reader {
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
