import type { CardName, DoneScan, FailedScan, Inspection } from '@scanfill/proxy/contract';
import { ScanError } from '../base/scan-error.ts';
import type { FlowServices, SendOptions } from '../flow/flow-services.ts';
import type { Hint } from '../hints.ts';

/** A promise settled from outside. */
export type Deferred<T> = { readonly promise: Promise<T>; resolve(value: T): void; reject(error: unknown): void };

function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** One upload as the flow asked for it, to be answered by the test. */
export type Upload = SendOptions & Deferred<DoneScan | FailedScan> & { readonly card: CardName; readonly file: Blob };

/** A world a test scripts step by step: nothing happens in it by itself. */
export type FlowWorld = {
  readonly services: FlowServices;
  readonly uploads: Upload[];
  readonly resumed: { readonly id: string; readonly answer: Deferred<DoneScan | FailedScan> }[];
  readonly removed: string[];
  readonly prepared: { readonly signal: AbortSignal; readonly answer: Deferred<{ readonly file: File }> }[];
  word: string | undefined;
  online: boolean;
  /** Tells the flow that the connection came or went. */
  networkChanged(): void;
  verdict: Inspection;
  hints: readonly Hint[];
  /** Where false, `prepare` waits for the test. */
  prepareAtOnce: boolean;
};

export const goodImage: Inspection = {
  ok: true,
  image: {
    format: 'jpeg',
    width: 1600,
    height: 1000,
    orientation: 1,
    bytes: 8,
    frames: 1,
    moreFrames: false,
    animated: false,
  },
  warnings: [],
};

export function createFlowWorld(): FlowWorld {
  const watchers = new Set<() => void>();
  let keys = 0;
  const world: FlowWorld = {
    uploads: [],
    resumed: [],
    removed: [],
    prepared: [],
    word: undefined,
    online: true,
    verdict: goodImage,
    hints: [],
    prepareAtOnce: true,
    networkChanged() {
      for (const watcher of watchers) watcher();
    },
    services: {
      inspect: async () => world.verdict,
      hints: async () => world.hints,
      prepare(file, { signal }) {
        const small = new File([file], 'prepared.jpg', { type: 'image/jpeg' });
        if (world.prepareAtOnce) return Promise.resolve({ file: small });
        const answer = deferred<{ readonly file: File }>();
        world.prepared.push({ signal, answer });
        return answer.promise;
      },
      client: {
        scan<C extends CardName>(card: C, file: Blob, options: SendOptions) {
          const answer = deferred<DoneScan | FailedScan>();
          world.uploads.push({ ...options, ...answer, card, file });
          return answer.promise as Promise<DoneScan<C> | FailedScan<C>>;
        },
        resume(id) {
          const answer = deferred<DoneScan | FailedScan>();
          world.resumed.push({ id, answer });
          return answer.promise;
        },
        async remove(id) {
          world.removed.push(id);
        },
      },
      failureOf: (error) =>
        error instanceof ScanError
          ? { code: error.code, retry: error.retry, params: error.params }
          : { code: 'green-failed', retry: 'photo', params: {} },
      newKey: () => `key-${++keys}`,
      memory: {
        load: () => world.word,
        save(word) {
          world.word = word;
        },
      },
      network: {
        online: () => world.online,
        watch(changed) {
          watchers.add(changed);
          return () => watchers.delete(changed);
        },
      },
    },
  };
  return world;
}

/** A finished scan of an ID card's portrait side. */
export function doneScan(changes: Partial<DoneScan<'id-card-front'>> = {}): DoneScan<'id-card-front'> {
  return {
    id: 'scan-1',
    card: 'id-card-front',
    state: 'done',
    createdAt: '2026-11-23T08:00:00.000Z',
    doneAt: '2026-11-23T08:00:02.000Z',
    fields: { name: '张三', number: '11010519491231002X', birth: '1949-12-31', address: '示例市样本路1号' },
    raw: {},
    warnings: [],
    recognised: true,
    ...changes,
  };
}

/** Lets every settled promise run its course. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
