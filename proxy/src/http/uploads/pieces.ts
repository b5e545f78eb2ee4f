import { finished, type Readable } from 'node:stream';

/** A stream's pieces, taken one at a time. */
export type Pieces = {
  /** What lies ready; undefined where nothing does. */
  take(): Uint8Array | undefined;
  /** How many have come since, those that were taken together each for itself. */
  count(): number;
  /** Nothing more will come. */
  ended(): boolean;
  /** Why it ended early. */
  failure(): unknown;
  /** Resolves when there may be more to take, or it has ended; with false after `ms` without either. */
  more(ms: number): Promise<boolean>;
  /** Has whoever waits for more look again. */
  wake(): void;
  /** Lets go of the stream, which stays as it is. */
  release(): void;
};

/**
 * Takes a stream apart without keeping any of it: the platform's own iterator holds on to the last piece while it waits
 * for the next, 64 KiB for each of hundreds of slow uploads. It would also set a timer, and three promises, for every
 * piece that is there already.
 */
export function piecesOf(stream: Readable): Pieces {
  let over = false;
  let failure: unknown;
  let stir = (): void => {};
  let count = 0;
  const { push } = stream;
  // Only here does a piece still come by itself: what lies ready is taken as one, however many it was.
  stream.push = (...piece) => {
    count += 1;
    return push.apply(stream, piece);
  };
  const onReadable = (): void => stir();
  stream.on('readable', onReadable);
  const forget = finished(stream, { writable: false }, (error) => {
    over = true;
    failure = error ?? undefined;
    stir();
  });

  return {
    take() {
      const piece: unknown = stream.destroyed ? null : stream.read();
      return piece instanceof Uint8Array ? piece : undefined;
    },
    count: () => count,
    ended: () => over,
    failure: () => failure,
    more: (ms) =>
      new Promise((resolve) => {
        const settle = (more: boolean): void => {
          clearTimeout(timer);
          stir = () => {};
          resolve(more);
        };
        const timer = setTimeout(settle, ms, false);
        stir = () => settle(true);
      }),
    wake: () => stir(),
    release() {
      stream.push = push;
      stream.off('readable', onReadable);
      forget();
    },
  };
}
