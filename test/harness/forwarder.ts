import { connect, createServer, type Socket } from 'node:net';

/** A TCP forwarder whose wire can be cut. */
export type Forwarder = {
  readonly port: number;
  /** `reset` breaks connections and refuses new ones; `stall` keeps them open and lets nothing through. */
  cut(how: 'reset' | 'stall'): void;
  heal(): void;
  /** New connections lead there from now on. */
  lead(target: number): void;
  stop(): Promise<void>;
};

/** Forwards a port of this machine to another one. */
export async function startForwarder(first: number): Promise<Forwarder> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let target = first;
  let state: 'open' | 'reset' | 'stall' = 'open';

  function settle([near, far]: readonly [Socket, Socket]): void {
    if (state === 'reset') {
      near.resetAndDestroy();
      far.resetAndDestroy();
    } else if (state === 'stall') {
      near.pause();
      far.pause();
    } else {
      near.resume();
      far.resume();
    }
  }

  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('data', (chunk) => void to.write(chunk));
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
      from.on('close', () => {
        to.destroy();
        pairs.delete(pair);
      });
    }
    settle(pair);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const settleAll = () => {
    for (const pair of [...pairs]) settle(pair);
  };
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut(how) {
      state = how;
      settleAll();
    },
    heal() {
      state = 'open';
      settleAll();
    },
    lead(to) {
      target = to;
    },
    async stop() {
      state = 'reset';
      settleAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
