/** A worker of the page's own origin, asked questions until it is ended. */
import { type Closed, isClosed } from '../core/open/parts.ts';

/** What a worker answers a question with; `id` is the question's. */
export type Answer<T> = { readonly id: number } & ({ readonly value: T } | { readonly closed: Closed });

/** A running worker. */
export type Work = {
  /**
   * The worker's answer, or why there is none: `slow` after `ms`, `absent` where the worker cannot be started,
   * `damaged` where it fails. Rejects where the signal aborts.
   */
  ask<T>(question: object, ms: number): Promise<T | Closed>;
  /** Ends it, whatever it is doing. */
  end(): void;
};

/** Where a part's files lie, or undefined where no worker may be started from there. */
export function folderOf(files: string): URL | undefined {
  const folder = new URL(files.endsWith('/') ? files : `${files}/`, document.baseURI);
  return folder.origin === location.origin && typeof Worker === 'function' ? folder : undefined;
}

/** Starts a worker. It is ended by `end`, by the signal, and by its first failure. */
export function startWork(url: URL, type: WorkerType, signal: AbortSignal): Work {
  const worker = started(url, type);
  const waiting = new Map<number, { settle(answer: object): void; reject(error: Error): void }>();
  let asked = 0;
  let over: Closed | undefined = worker ? undefined : { why: 'absent' };
  const stop = (closed: Closed): void => {
    over ??= closed;
    worker?.terminate();
    signal.removeEventListener('abort', abort);
    for (const { settle } of waiting.values()) settle(closed);
    waiting.clear();
  };
  const abort = (): void => {
    for (const { reject } of waiting.values()) reject(new Error('aborted'));
    waiting.clear();
    stop({ why: 'damaged' });
  };
  const { port1, port2 } = new MessageChannel();
  // A script that cannot be loaded, or may not be, is told in the same way as one that fails.
  let answered = false;
  worker?.addEventListener('error', () => stop({ why: answered ? 'damaged' : 'absent' }));
  port1.onmessage = ({ data }: MessageEvent<Answer<object>>) => {
    answered = true;
    const question = waiting.get(data.id);
    waiting.delete(data.id);
    question?.settle('closed' in data ? data.closed : data.value);
  };
  worker?.postMessage({ port: port2 }, [port2]);
  signal.addEventListener('abort', abort);
  return {
    ask: <T>(question: object, ms: number) =>
      new Promise<T | Closed>((resolve, reject) => {
        if (signal.aborted) return reject(new Error('aborted'));
        if (over) return resolve(over);
        const id = ++asked;
        const timer = setTimeout(() => stop({ why: 'slow' }), ms);
        waiting.set(id, {
          settle(answer) {
            clearTimeout(timer);
            resolve(answer as T | Closed);
          },
          reject(error) {
            clearTimeout(timer);
            reject(error);
          },
        });
        port1.postMessage({ id, ...question });
      }),
    end: () => stop({ why: 'damaged' }),
  };
}

/** Undefined where the page's policy forbids it: some engines tell at once, others by an error of the worker. */
function started(url: URL, type: WorkerType): Worker | undefined {
  try {
    return new Worker(url, { type });
  } catch {
    return undefined;
  }
}

/** Answers a page's questions inside a worker; what is thrown is why, or `damaged`. */
export function answerWith(answer: (question: never) => Promise<{ value: unknown; transfer?: Transferable[] }>): void {
  addEventListener('message', ({ data }: MessageEvent<{ port?: MessagePort }>) => {
    const { port } = data;
    if (!port) return;
    port.onmessage = ({ data: question }: MessageEvent<{ id: number }>) => {
      const { id } = question;
      answer(question as never).then(
        ({ value, transfer = [] }) => port.postMessage({ id, value }, transfer),
        (error: unknown) => port.postMessage({ id, closed: isClosed(error) ? error : { why: 'damaged' } }),
      );
    };
  });
}
