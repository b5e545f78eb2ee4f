import type { ProxyOptions } from '../options.ts';
import { ConfigError } from './fault.ts';

/** What the page says of the host. */
export type PhoneWords = {
  /** Who asks for the photo. */
  readonly name: string;
  /** What for, in a sentence; in whatever language the host speaks with its visitors. */
  readonly purpose: string | undefined;
};

const longestName = 80;
const longestPurpose = 200;

/** Hand-offs to phones: what their page says; undefined where they are not offered. */
export function phoneSettings(
  { phone }: Pick<ProxyOptions, 'phone'>,
  publicUrl: string | undefined,
  isOutOfReach: boolean,
): PhoneWords | undefined {
  if (!phone) return undefined;
  const { name, purpose } = phone;
  if (name.trim() === '' || name.length > longestName)
    throw new ConfigError('PHONE_NAME', `is not 1 to ${longestName} characters that tell people who asks for a photo`);
  if (purpose !== undefined && purpose.length > longestPurpose)
    throw new ConfigError('PHONE_PURPOSE', `has more than ${longestPurpose} characters`);
  if (publicUrl === undefined)
    throw new ConfigError('PUBLIC_URL', 'is missing; with PHONE_NAME phones open their page there');
  if (isOutOfReach)
    throw new ConfigError('PUBLIC_URL', 'is an address of this machine alone: no phone could open its page there');
  return { name, purpose };
}
