import { limits } from '../../contract/limits.ts';

/** How long the client wants to be held, in milliseconds, from its `Prefer` header (RFC 7240); 0 where it does not. */
export function preferredWaitMs(header: string | undefined): number {
  for (const preference of (header ?? '').split(/[,;]/)) {
    const seconds = /^\s*wait\s*=\s*"?(\d{1,6})"?\s*$/i.exec(preference)?.[1];
    if (seconds !== undefined) return Math.min(Number(seconds), limits.maxWaitSeconds) * 1_000;
  }
  return 0;
}

/** What an answer says about waiting: the wait it granted, and when to ask again for a scan that has not ended. */
export function waitHeaders(waitMs: number, ended: boolean): Readonly<Record<string, string>> {
  return {
    ...(waitMs > 0 ? { 'Preference-Applied': `wait=${waitMs / 1_000}` } : {}),
    ...(ended ? {} : { 'Retry-After': '1' }),
  };
}
