import type { RedisTarget } from '../store/redis/redis-target.ts';
import { ConfigError } from './fault.ts';
import { isLoopback } from './loopback.ts';

/** How much a wire between machines is trusted. */
export type WireTrust = {
  /** Not development. */
  readonly strict: boolean;
  /** PRIVATE_NETWORK is on: nobody else is on the wire. */
  readonly isPrivate: boolean;
};

const remedy = 'PRIVATE_NETWORK=on says that nobody else is on that wire';

/** Throws a `ConfigError` where an address is plain HTTP to another machine; `danger` ends the sentence. */
export function checkAddress(variable: string, address: string, danger: string, trust: WireTrust): void {
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'http:' || isLoopback(hostname) || !trust.strict || trust.isPrivate) return;
  throw new ConfigError(variable, `is not https: ${danger}; ${remedy}`);
}

/** The same for a Redis without TLS on another machine. */
export function checkRedis(target: RedisTarget, trust: WireTrust): void {
  if (target.kind === 'socket' || target.tls || !trust.strict || trust.isPrivate) return;
  const hosts = target.kind === 'server' ? [target.at] : target.kind === 'cluster' ? target.nodes : target.sentinels;
  if (hosts.every(({ host }) => isLoopback(host))) return;
  throw new ConfigError(
    'STORE_URL',
    `speaks no TLS to another machine (rediss://… does): its password and what it keeps could be read; ${remedy}`,
  );
}
