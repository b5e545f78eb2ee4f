import { BlockList, isIP } from 'node:net';

/**
 * How a client's address is known: `hops` gateways stand in front and each adds to `X-Forwarded-For` (0: none, the
 * connection's own address is the client's), or those of a list do; undefined: it is not known.
 */
export type TrustProxy = { readonly hops: number } | { readonly list: BlockList } | undefined;

const names: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/**
 * Reads `none`, a number of gateways, or their addresses and networks, separated by commas; `loopback` and `private`
 * stand for those. Throws a `RangeError` that says what is wrong.
 */
export function parseTrustProxy(text: string | undefined): TrustProxy {
  if (text === undefined) return undefined;
  if (text === 'none') return { hops: 0 };
  if (/^[1-9]$/.test(text)) return { hops: Number(text) };
  const list = new BlockList();
  for (const each of text.split(',').flatMap((part) => names[part.trim()] ?? [part.trim()])) add(list, each);
  return { list };
}

function add(list: BlockList, network: string): void {
  const [address = '', bits, ...more] = network.split('/');
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  if (version === 0 || more.length > 0 || !(prefix <= most))
    throw new RangeError(`holds ${network}, which is no address and no network such as 10.0.0.0/8`);
  list.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6');
}
