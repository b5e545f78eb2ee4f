import { createHash } from 'node:crypto';

/** What stands outside the seal in place of these parts. */
export function hashOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('base64url');
}
