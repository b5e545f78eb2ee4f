import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { FieldSpec } from '../contract/card-spec.ts';
import { type CardName, isCardName } from '../contract/cards.ts';
import { cardSpec } from '../contract/normalise.ts';
import type { FieldValue, WarningCode } from '../contract/scan.ts';

/** What a receipt's header and its own claims always say: nothing else is taken for one. */
export const receiptType = 'scanfill-receipt+jwt';
export const receiptAlgorithm = 'EdDSA';
export const receiptIssuer = 'scanfill';

const digest = z.string().regex(/^[\w-]{43}$/);

/**
 * What a receipt says. `jti` is the scan's id, `iat` when it was done and `created` when it began, in seconds since
 * 1970 with their milliseconds. `fields`: a digest of each printed field as it was read, under `salt`. `image`: SHA-256
 * of the photo's bytes as they were sent. `consent`: the version of the host's words that the person accepted before,
 * as the page said, and when, in seconds since 1970. `asked`: the card that the photo was sent as, where the scan was
 * recast to `card`.
 */
export const receiptClaims = z.object({
  iss: z.literal(receiptIssuer),
  aud: z.string().min(1),
  sub: z.string().min(1),
  jti: z.string().min(1).max(64),
  card: z.custom<CardName>(isCardName),
  asked: z.custom<CardName>(isCardName).optional(),
  iat: z.number(),
  created: z.number(),
  recognised: z.boolean(),
  salt: z.string().regex(/^[\w-]{22}$/),
  fields: z.record(z.string(), digest),
  image: digest.optional(),
  consent: z.object({ version: z.string().min(1), at: z.number() }).optional(),
  warnings: z.array(
    z.object({
      code: z.custom<WarningCode>(isWord),
      field: z.string().optional(),
      card: z.custom<CardName>(isCardName).optional(),
    }),
  ),
});

/** The claims of a receipt. */
export type ReceiptClaims = z.infer<typeof receiptClaims>;

/** A code of a newer release is a word too. */
function isWord(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** The fields that stand on the card, not those about its picture: what a form can ask for. */
export function printedFields(card: CardName): readonly (readonly [name: string, field: FieldSpec])[] {
  return Object.entries(cardSpec(card).fields).filter(([, { about }]) => about !== 'image');
}

/**
 * A field's value, so that nobody who only holds the receipt reads it off, and no two receipts tell that theirs are
 * the same. Salted, not secret: whoever holds the receipt can try a birthday's few values.
 */
export function digestOf(salt: string, name: string, value: FieldValue): string {
  return createHmac('sha256', Buffer.from(salt, 'base64url'))
    .update(`${name}\0${JSON.stringify(settled(value))}`)
    .digest('base64url');
}

/** A form's text area ends lines in its own way, and a keyboard may compose what a printer did not. */
function settled(value: FieldValue): FieldValue {
  return typeof value === 'string' ? value.normalize('NFC').replace(/\s+/g, ' ').trim() : value;
}
