import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { parseTrustProxy } from '../../config/trust-proxy.ts';
import { createClientAddress } from './client-address.ts';

function of(trust: string | undefined, remoteAddress: string | undefined, forwarded?: string): string | undefined {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return createClientAddress(parseTrustProxy(trust)).of({ socket: { remoteAddress }, headers } as IncomingMessage);
}

describe('the address of a client', () => {
  test.each<[string, string | undefined, string | undefined, string | undefined, string | undefined]>([
    ['is not known where nothing is said', undefined, '203.0.113.9', '198.51.100.1', undefined],
    [
      'is the connection’s where nobody stands in front, whatever is claimed',
      'none',
      '203.0.113.9',
      '1.1.1.1',
      '203.0.113.9',
    ],
    ['is what the one gateway has written', '1', '10.0.0.1', '6.6.6.6, 198.51.100.1', '198.51.100.1'],
    [
      'is what the first of two gateways has written',
      '2',
      '10.0.0.1',
      '6.6.6.6, 198.51.100.1, 10.0.0.2',
      '198.51.100.1',
    ],
    ['is the connection’s where a gateway wrote nothing', '1', '10.0.0.1', undefined, '10.0.0.1'],
    ['is the last that no trusted one has', 'private', '10.0.0.1', '6.6.6.6, 198.51.100.1, 10.0.0.2', '198.51.100.1'],
    ['is the connection’s where that is not trusted', '10.0.0.0/8', '203.0.113.9', '6.6.6.6', '203.0.113.9'],
    ['comes without its port', '1', '10.0.0.1', '198.51.100.1:4711', '198.51.100.1'],
    ['is the network of IPv6', 'none', '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
    ['is that also where it is written shorter', '1', '::1', '[2001:db8::6]:443', '2001:db8:0:0::/64'],
    ['is of IPv4, however it comes', 'none', '::ffff:203.0.113.9', undefined, '203.0.113.9'],
    ['goes no further than what is an address', '2', '10.0.0.1', '6.6.6.6, unknown, 10.0.0.2', '10.0.0.2'],
    [
      'is what the platform wrote for a host without connections',
      '1',
      undefined,
      '6.6.6.6, 198.51.100.1',
      '198.51.100.1',
    ],
  ])('%s', (_, trust, remote, forwarded, address) => {
    expect(of(trust, remote, forwarded)).toBe(address);
  });

  test.each(['some', '10', '10.0.0.0/33', 'example.com', '10.0.0.1/', '', '::1/129'])(
    'is refused to be known by %j',
    (text) => {
      expect(() => parseTrustProxy(text)).toThrow(RangeError);
    },
  );
});
