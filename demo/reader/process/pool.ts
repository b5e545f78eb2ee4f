import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CardName } from '@scanfill/proxy/contract';
import type { Reader, ReadResult, Usage } from '../../green/reader-port.ts';

/** A task for a worker and its answer, with what the worker has used until then. */
export type Task = { readonly id: number; readonly image: Uint8Array; readonly card: CardName };
export type Answer = {
  readonly id: number;
  readonly usage: Usage;
  readonly result?: ReadResult;
  readonly error?: string;
};

/** Whether a message is of this conversation: both ends are our own, so its form is enough. */
export const isTask = (message: unknown): message is Task => has(message, 'image');
const isAnswer = (message: unknown): message is Answer => has(message, 'usage');

function has(message: unknown, key: string): boolean {
  return typeof message === 'object' && message !== null && key in message;
}

const maxWaiting = 1000;
// Looked at in steps: while a machine sleeps, no more than one passes.
const lookMs = 10_000;
const mostLooks = 6;
// What the C library keeps in pieces too small for the next photo grows slowly: a process that holds so much between
// two photos is replaced.
const mostIdleMb = 520;

type Waiting = {
  readonly task: Task;
  readonly resolve: (result: ReadResult) => void;
  readonly reject: (error: Error) => void;
};

/** A process that reads, and the photo it has in hand. */
type Member = {
  /** Whether it keeps this process alive. */
  hold(held: boolean): void;
  send(task: Task): void;
  /** Resolves when it has ended. */
  end(): Promise<void>;
  current: Waiting | undefined;
  overdue: NodeJS.Timeout | undefined;
  usage: Usage;
};

/**
 * A reader over processes that run `script`: each answers a `Task` with an `Answer`, one at a time. One that dies, or
 * has a photo for a minute without an answer, takes that photo with it; the next photo gets a new one.
 */
export function createPool(script: URL, size: number): Reader {
  const waiting: Waiting[] = [];
  const members: Member[] = [];
  const leaving = new Set<Promise<void>>();
  const gone = { cpuMs: 0, nowMb: 0, peakMb: 0 };
  let nextId = 1;
  let stopped = false;

  const give = () => {
    while (waiting.length > 0) {
      const free =
        members.find((member) => member.current === undefined) ?? (members.length < size ? hire() : undefined);
      const next = free === undefined ? undefined : waiting.shift();
      if (free === undefined || next === undefined) return;
      free.current = next;
      let looks = 0;
      free.overdue = setInterval(() => {
        if (++looks >= mostLooks) void free.end();
      }, lookMs);
      free.hold(true);
      free.send(next.task);
    }
  };

  const finish = (member: Member, settle: (current: Waiting) => void) => {
    const { current } = member;
    clearInterval(member.overdue);
    member.current = undefined;
    member.hold(false);
    if (current !== undefined) settle(current);
    if (!stopped) give();
  };

  const leave = (member: Member): boolean => {
    const at = members.indexOf(member);
    if (at < 0) return false;
    members.splice(at, 1);
    gone.cpuMs += member.usage.cpuMs;
    gone.peakMb = Math.max(gone.peakMb, member.usage.peakMb);
    return true;
  };

  const lost = (member: Member, reason: string) => {
    if (leave(member)) finish(member, (current) => current.reject(new Error(reason)));
  };

  /** Ends one that has left; the new one loads its models before the next photo comes. */
  const replace = async (member: Member) => {
    const ended = member.end();
    leaving.add(ended);
    await ended;
    leaving.delete(ended);
    if (!stopped && members.length < size) hire().hold(false);
  };

  const hire = (): Member => {
    const child = fork(fileURLToPath(script), [], {
      serialization: 'advanced',
      execArgv: [],
      // The C library keeps a heap for each thread, and what a photo leaves free in one serves no other:
      // docs/decisions.
      env: { ...process.env, MALLOC_ARENA_MAX: '2' },
    });
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    const member: Member = {
      hold(held) {
        for (const handle of [child, child.channel]) {
          if (held) handle?.ref();
          else handle?.unref();
        }
      },
      send: (task) => void child.send(task, (error) => error !== null && lost(member, error.message)),
      end() {
        // Whoever waits for its end is kept alive until then.
        child.ref();
        child.kill('SIGKILL');
        return ended;
      },
      current: undefined,
      overdue: undefined,
      usage: { cpuMs: 0, nowMb: 0, peakMb: 0 },
    };
    child.on('message', (message: unknown) => {
      if (!isAnswer(message)) return;
      const { result, error, usage } = message;
      member.usage = usage;
      const isFull = usage.nowMb > mostIdleMb;
      if (isFull) leave(member);
      finish(member, (current) =>
        result === undefined
          ? current.reject(new Error(error ?? 'The photo could not be read.'))
          : current.resolve(result),
      );
      // Once it is let go of: whoever waits for its end is kept alive until then.
      if (isFull) void replace(member);
    });
    child.once('error', (error) => lost(member, error.message));
    child.once('exit', () => lost(member, 'The reader stopped while it had this photo.'));
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
    usage: () => ({
      nowMb: members.reduce((sum, { usage }) => sum + usage.nowMb, 0),
      cpuMs: gone.cpuMs + members.reduce((sum, { usage }) => sum + usage.cpuMs, 0),
      peakMb: Math.max(
        gone.peakMb,
        members.reduce((sum, { usage }) => sum + usage.peakMb, 0),
      ),
    }),
    async stop() {
      stopped = true;
      for (const { reject } of waiting.splice(0)) reject(new Error('The reader is stopped.'));
      await Promise.all([...leaving, ...members.map((member) => member.end())]);
    },
  };
}
