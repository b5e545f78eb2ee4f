import { createHmac, sign } from 'node:crypto';
import type { DoneScan, FieldValue } from '../contract/scan.ts';
import type { Job } from '../jobs/job.ts';
import { digestOf, printedFields, type ReceiptClaims, receiptAlgorithm, receiptIssuer, receiptType } from './claims.ts';
import type { ReceiptKeys } from './receipt-keys.ts';

/** Gives the receipt of a finished scan; undefined where nobody can vouch for its result. */
export type WriteReceipt = (job: Job, scan: DoneScan) => string | undefined;

/**
 * Signs receipts. They are made whenever a scan is looked at and kept nowhere: the same scan has the same receipt, for
 * its salt follows from the key and its id, and Ed25519 draws no chance.
 */
export function createReceiptWriter(options: {
  readonly keys: ReceiptKeys;
  /** Whom receipts are for: what the host's backend has to name. */
  readonly audience: string;
}): WriteReceipt {
  const { keys, audience } = options;
  const header = encoded({ alg: receiptAlgorithm, typ: receiptType, kid: keys.kid });

  return ({ id, card, asked, subject, createdAtMs, imageDigest, consent, phase }, { fields, warnings, recognised }) => {
    if (phase.state !== 'done' || phase.unverified) return undefined;
    const salt = createHmac('sha256', keys.salt).update(id).digest().subarray(0, 16).toString('base64url');
    const values: Readonly<Record<string, FieldValue | undefined>> = fields;
    const digests = printedFields(card).flatMap(([name]) => {
      const value = values[name];
      return value === undefined ? [] : [[name, digestOf(salt, name, value)]];
    });
    const claims: ReceiptClaims = {
      iss: receiptIssuer,
      aud: audience,
      sub: subject,
      jti: id,
      card,
      ...(asked === undefined ? {} : { asked }),
      iat: phase.endedAtMs / 1_000,
      created: createdAtMs / 1_000,
      recognised,
      salt,
      fields: Object.fromEntries(digests),
      ...(imageDigest === undefined ? {} : { image: imageDigest }),
      ...(consent ? { consent: { version: consent.version, at: consent.atMs / 1_000 } } : {}),
      warnings: [...warnings],
    };
    const signed = `${header}.${encoded(claims)}`;
    return `${signed}.${sign(null, Buffer.from(signed), keys.key).toString('base64url')}`;
  };
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part), 'utf8').toString('base64url');
}
