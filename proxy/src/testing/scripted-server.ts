import { type AddressInfo, createServer, type Socket } from 'node:net';

/** One request as it stood on the wire. */
export type Received = { readonly head: string; readonly body: string; readonly bytes: Buffer };

/**
 * What the server does with one connection: `accept` as soon as it is there, before anything is read; `bytes` when the
 * first of them are there; `request` once a whole request has been read. Whatever the step does not do (answer, end,
 * reset) is not done: silence is a step that does nothing.
 */
export type Step =
  | { readonly on: 'accept' | 'bytes'; readonly act: (socket: Socket) => void }
  | { readonly on: 'request'; readonly act: (socket: Socket, received: Received) => void };

/** A server that follows a script, connection by connection, and keeps what it got. */
export type ScriptedServer = {
  readonly origin: string;
  readonly received: readonly Received[];
  /** How many connections were made. */
  connections(): number;
  script(...steps: readonly Step[]): void;
  stop(): Promise<void>;
};

/** Answers with a status, headers and a body; the connection stays open, as a server's with keep-alive does. */
export const reply = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Step => ({
  on: 'request',
  act: (socket) => {
    const all = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 ${status} Scripted\r\n${lines.join('')}\r\n${body}`);
  },
});

/** Writes these bytes after the request, then ends the connection. */
export const replyRaw = (bytes: string): Step => ({ on: 'request', act: (socket) => socket.end(bytes) });

export const silence: Step = { on: 'request', act: () => {} };
export const resetOnBytes: Step = { on: 'bytes', act: (socket) => socket.resetAndDestroy() };
export const resetAfterRequest: Step = { on: 'request', act: (socket) => socket.resetAndDestroy() };
export const endAfterRequest: Step = { on: 'request', act: (socket) => socket.end() };

/** Starts one on loopback, on a port of its own. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  let steps: Step[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    if (steps[0]?.on === 'accept') {
      const step = steps.shift();
      if (step?.on === 'accept') step.act(socket);
      return;
    }
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      if (steps[0]?.on === 'bytes') {
        const step = steps.shift();
        if (step?.on === 'bytes') step.act(socket);
        return;
      }
      pending = Buffer.concat([pending, chunk]);
      const request = wholeRequest(pending);
      if (request === undefined) return;
      pending = pending.subarray(request.bytes.length);
      received.push(request);
      const step = steps.shift();
      if (step?.on === 'request') step.act(socket, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    connections: () => connections,
    script: (...next) => {
      steps = [...next];
      received.length = 0;
      connections = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function wholeRequest(bytes: Buffer): Received | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = bytes.subarray(0, end).toString('latin1');
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
  const total = end + 4 + length;
  if (bytes.length < total) return undefined;
  return { head, body: bytes.subarray(end + 4, total).toString('utf8'), bytes: bytes.subarray(0, total) };
}
