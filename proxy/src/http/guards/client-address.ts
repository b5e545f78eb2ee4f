import type { IncomingMessage } from 'node:http';
import { isIP, type Socket } from 'node:net';
import type { TrustProxy } from '../../config/trust-proxy.ts';

/** Tells whose request it is, as far as that is known. */
export type ClientAddress = {
  /** The client's address, of IPv6 the network that one client has (`/64`); undefined where it is not known. */
  of(request: IncomingMessage): string | undefined;
  /** The same of a connection, where nobody stands in front. */
  ofSocket(socket: Pick<Socket, 'remoteAddress'>): string | undefined;
};

/** Goes by the connection and by `X-Forwarded-For`, from its end, as far as those who wrote it are trusted. */
export function createClientAddress(trust: TrustProxy): ClientAddress {
  const isTrusted = (address: string | undefined, index: number): boolean => {
    if (trust === undefined) return false;
    if ('hops' in trust) return index < trust.hops;
    // A host that has no connection to show stands in front itself.
    if (address === undefined) return index === 0;
    return trust.list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  };

  return {
    of({ socket, headers }) {
      if (trust === undefined) return undefined;
      const forwarded = String(headers['x-forwarded-for'] ?? '')
        .split(',')
        .reverse();
      const way = [socket.remoteAddress, ...forwarded].map(plainAddress);
      let at = 0;
      while (at + 1 < way.length && isTrusted(way[at], at) && way[at + 1] !== undefined) at += 1;
      return clientOf(way[at]);
    },
    ofSocket: ({ remoteAddress }) =>
      trust !== undefined && 'hops' in trust && trust.hops === 0 ? clientOf(plainAddress(remoteAddress)) : undefined,
  };
}

/** Without a port, brackets, a zone or the prefix of an IPv4 address in IPv6; undefined where it is none. */
function plainAddress(text: string | undefined): string | undefined {
  const bare = text
    ?.trim()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/i, '');
  const address = bare !== undefined && /^\d+\.\d+\.\d+\.\d+:\d+$/.test(bare) ? bare.replace(/:\d+$/, '') : bare;
  return address !== undefined && isIP(address) !== 0 ? address : undefined;
}

/** A client may have all addresses of a network in IPv6: the first four of eight groups name it. */
function clientOf(address: string | undefined): string | undefined {
  if (address === undefined || isIP(address) !== 6) return address;
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const whole = [...groups, ...Array.from({ length: missing }, () => '0'), ...(tail ? tail.split(':') : [])];
  return `${whole.slice(0, 4).join(':')}::/64`;
}
