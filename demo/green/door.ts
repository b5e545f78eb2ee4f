import { createServer, type RequestListener, type Server } from 'node:http';
import type { Clock } from './clock.ts';

/** The listening port. */
export type Door = {
  /** Port 0 takes a free one. Gives the address without a trailing slash. */
  listen(port: number, host?: string): Promise<{ url: string; port: number }>;
  /** Refuses new connections for a while, then listens on the same port again. Does nothing where nobody listens. */
  close(forMs: number): void;
  stop(): Promise<void>;
};

function listening(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** An HTTP server for the listener. */
export function createDoor(listener: RequestListener, clock: Clock): Door {
  const server = createServer(listener);
  let bound: { port: number; host: string } | undefined;
  let reopen: (() => void) | undefined;

  return {
    async listen(port, host = '127.0.0.1') {
      const actual = await listening(server, port, host);
      bound = { port: actual, host };
      return { url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`, port: actual };
    },
    close(forMs) {
      if (bound === undefined || reopen !== undefined) return;
      const { port, host } = bound;
      server.close();
      reopen = clock.after(forMs, () => {
        reopen = undefined;
        // The port may be taken for a moment by a client's own outgoing connection.
        const retry = () => void listening(server, port, host).catch(() => clock.after(50, retry));
        if (bound !== undefined) retry();
      });
    },
    async stop() {
      reopen?.();
      reopen = undefined;
      bound = undefined;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
