import { createRequire } from 'node:module';
import { z } from 'zod';
import { ConfigError } from '../config/fault.ts';
import type { Credentials, CredentialsProvider } from './credentials.ts';

/** What is used of `@alicloud/credentials`: its default chain, which keeps what it was given and renews it in time. */
export type CredentialsChain = { getCredential(): Promise<unknown> };

const packageName = '@alicloud/credentials';
const chainModule = z.object({ default: z.custom<new () => CredentialsChain>((value) => typeof value === 'function') });
const given = z.object({
  accessKeyId: z.string().min(1),
  accessKeySecret: z.string().min(1),
  securityToken: z.string().optional(),
});

/**
 * Credentials as Alibaba Cloud gives them to its machines and pods, by `@alicloud/credentials`, which the host
 * installs: RRSA (OIDC), CLI profile, credentials file, the role of an ECS instance, a credentials URI, in this order.
 * Throws a `ConfigError` where the package is not installed.
 */
export function createCloudCredentials(makeChain: () => CredentialsChain = installedChain()): CredentialsProvider {
  let chain: CredentialsChain | undefined;
  let asking: Promise<Credentials> | undefined;

  async function ask(): Promise<Credentials> {
    try {
      chain ??= makeChain();
      const { securityToken, ...key } = given.parse(await chain.getCredential());
      return securityToken ? { ...key, securityToken } : key;
    } catch (cause) {
      // A chain stays with the source that it tried last, even where none gave anything: a new one asks all of them.
      chain = undefined;
      // Messages of the package quote whole answers and files: only this code is told.
      throw Object.assign(new Error('no source gave credentials', { cause }), { code: 'no-source' });
    } finally {
      asking = undefined;
    }
  }
  return () => {
    asking ??= ask();
    return asking;
  };
}

function installedChain(): () => CredentialsChain {
  const require = createRequire(import.meta.url);
  try {
    require.resolve(packageName);
  } catch {
    throw new ConfigError(
      'ALIBABA_CLOUD_ACCESS_KEY_ID',
      `is missing; set it or …_FILE, or install ${packageName} beside the proxy for a role of the machine or the pod`,
    );
  }
  return () => new (chainModule.parse(require(packageName)).default)();
}
