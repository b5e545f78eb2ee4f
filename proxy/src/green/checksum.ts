import { createHash, timingSafeEqual } from 'node:crypto';
import { sm3 } from './sm3.ts';

/** The hash of a notification's checksum; asked for with `cryptType` when the tasks are submitted. */
export type ChecksumKind = 'SHA256' | 'SM3';

/** Lower-case hex of the hash over uid + seed + content, as it stands in a notification. */
export function checksum(kind: ChecksumKind, uid: string, seed: string, content: string): string {
  const text = uid + seed + content;
  return kind === 'SM3'
    ? sm3(Buffer.from(text, 'utf8')).toString('hex')
    : createHash('sha256').update(text, 'utf8').digest('hex');
}

/** What a notification's checksum is judged by. */
export type ChecksumQuestion = {
  /** The main account's numeric ID. */
  readonly uid: string;
  /** Every seed that may still be on its way: the present one, and during a rotation the one before. */
  readonly seeds: readonly string[];
  /** The decoded form value, exactly as received. */
  readonly content: string;
  /** The checksum as received. */
  readonly checksum: string;
};

/**
 * Whether a notification is genuine. Both hashes are tried with every seed, each compared in constant time, so that the
 * time taken tells neither which one fits nor how many characters do.
 */
export function verifyChecksum(question: ChecksumQuestion): boolean {
  const { uid, seeds, content } = question;
  const given = Buffer.from(/^[0-9a-f]{64}$/i.test(question.checksum) ? question.checksum : '', 'hex');
  let genuine = false;
  for (const seed of seeds) {
    for (const kind of ['SHA256', 'SM3'] as const) {
      const wanted = Buffer.from(checksum(kind, uid, seed, content), 'hex');
      if (given.length === wanted.length && timingSafeEqual(given, wanted)) genuine = true;
    }
  }
  return genuine;
}
