import { isIP } from 'node:net';

/** Whether a host name or address, as it stands in a URL or in `HOST`, is of this machine alone. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}
