import { secretWeakness } from '../base/secret-strength.ts';
import type { ProxyOptions } from '../options.ts';
import { ConfigError } from './fault.ts';
import { isLoopback } from './loopback.ts';

/** Whom ended scans are told to. */
export type WebhookSettings = {
  readonly url: string;
  /** The first is the present one; a message is signed with each. */
  readonly keys: readonly Buffer[];
};

/** As the specification has it. */
const leastBytes = 24;
const mostBytes = 64;
const recipe = 'make one with: echo "whsec_$(openssl rand -base64 32)"';

/** Checks address and secrets; throws a `ConfigError`. Undefined without an address: nobody is told. */
export function webhookSettings(
  { webhook }: ProxyOptions,
  { isPrivate }: { readonly isPrivate: boolean },
): WebhookSettings | undefined {
  if (webhook === undefined) return undefined;
  const url = URL.canParse(webhook.url) ? new URL(webhook.url) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new ConfigError('WEBHOOK_URL', 'is not an http(s) address');
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !isPrivate)
    throw new ConfigError('WEBHOOK_URL', 'is not https: whose scans there are would travel in the clear');
  if (url.username !== '' || url.hash !== '') throw new ConfigError('WEBHOOK_URL', 'has a user or a fragment');
  const { secret, previousSecret } = webhook;
  return {
    url: url.href,
    keys: [
      keyOf('WEBHOOK_SECRET', secret),
      ...(previousSecret === undefined ? [] : [keyOf('WEBHOOK_SECRET_PREVIOUS', previousSecret)]),
    ],
  };
}

function keyOf(variable: string, secret: string): Buffer {
  const [, text = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  const key = Buffer.from(text, 'base64');
  if (key.length < leastBytes || key.length > mostBytes)
    throw new ConfigError(variable, `is not whsec_ and ${leastBytes} to ${mostBytes} bytes in base64; ${recipe}`);
  const weakness = secretWeakness(text);
  if (weakness !== undefined) throw new ConfigError(variable, `${weakness}; ${recipe}`);
  return key;
}
