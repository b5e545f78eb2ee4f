import type { CardName } from '@scanfill/proxy/contract';
import type { Reader, ReadResult } from '../../green/reader-port.ts';
import { ownUsage } from './usage.ts';

/** A reader whose models run in this thread, loaded at the first photo. */
export function createLocal(): Reader {
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
