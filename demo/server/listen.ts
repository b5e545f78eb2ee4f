import type { AddressInfo, Server } from 'node:net';
import { SettingError } from './settings.ts';

/**
 * Binds a server and gives its port; `variable` is the environment variable that names the port, for the message when
 * it is taken.
 */
export async function listen(server: Server, port: number, host: string, variable: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const failed = (error: unknown) => reject(portProblem(error, port, host, variable));
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

/** Says what to do about a port that cannot be bound; any other error stays as it is. */
export function portProblem(error: unknown, port: number, host: string, variable: string): unknown {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  if (code === 'EADDRINUSE')
    return new SettingError(
      `Port ${port} on ${host} is taken. Stop what uses it, or choose another one: ${variable}=${port + 1000}.`,
    );
  if (code === 'EACCES')
    return new SettingError(`Port ${port} may not be bound by this user; set ${variable} above 1023.`);
  if (code === 'EADDRNOTAVAIL') return new SettingError(`HOST is "${host}", which is not an address of this machine.`);
  return error;
}
