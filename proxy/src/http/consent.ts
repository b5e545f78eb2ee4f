import { ProblemError } from '../base/problem-error.ts';
import { consentHeader } from '../contract/consent.ts';
import { limits } from '../contract/limits.ts';
import type { Job } from '../jobs/job.ts';

const form = /^([\w.!~*'()%-]+)\s*;\s*age=(\d{1,9})$/;
/** No control, no unassigned character, no half of one. */
const printable = /^[^\p{C}]+$/u;

/**
 * Reads `<version>; age=<seconds>`: the version of the host's own words, percent-encoded, and how long ago they were
 * accepted. An age and no time of day, because a device's clock may be wrong. Undefined without the header; throws
 * `request-invalid` where it says anything else.
 */
export function consentOf(header: string | undefined, nowMs: number): Job['consent'] {
  if (header === undefined) return undefined;
  const [, encoded = '', age = ''] = form.exec(header) ?? [];
  const version = decoded(encoded).trim();
  const seconds = Number(age);
  if (
    !printable.test(version) ||
    [...version].length > limits.maxConsentVersionLength ||
    age === '' ||
    seconds > limits.maxConsentAgeSeconds
  )
    throw new ProblemError(
      'request-invalid',
      `${consentHeader} is <version>; age=<seconds>: a version of 1 to ${limits.maxConsentVersionLength} printable characters, percent-encoded, accepted at most ${limits.maxConsentAgeSeconds} seconds ago.`,
    );
  return { version, atMs: nowMs - seconds * 1_000 };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
