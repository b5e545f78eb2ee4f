import { compactVerify, errors } from 'jose';
import type { CardName } from '../contract/cards.ts';
import { normaliseValue } from '../contract/normalise.ts';
import type { FieldValue, Warning } from '../contract/scan.ts';
import { digestOf, printedFields, type ReceiptClaims, receiptAlgorithm, receiptClaims, receiptType } from './claims.ts';
import { keyFinder, type ReceiptKeySource } from './key-source.ts';
import { ReceiptError } from './receipt-error.ts';
import { createMemoryUses, type ReceiptUses } from './receipt-uses.ts';

/** What a receipt is checked against. */
export type ReceiptCheck<C extends CardName = CardName> = {
  readonly keys: ReceiptKeySource;
  /** RECEIPT_AUDIENCE of the proxy, its PUBLIC_URL unless told. */
  readonly audience: string;
  /** Whose form this is, as the session was minted for: never taken from the request. */
  readonly subject: string;
  /** The card type that this form asks for; any unless told. */
  readonly card?: C;
  /** The values as they came with the form, by the card's field names; what is no field of the card is left alone. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970; now unless told. */
  readonly now?: number;
  /** How old a scan may be, in seconds; 3,600 unless told. */
  readonly maxAge?: number;
  /** Where it is noted that a receipt was used; this process's memory unless told. */
  readonly uses?: ReceiptUses;
};

/** The scan that a receipt vouches for. */
export type ReceiptScan<C extends CardName = CardName> = {
  readonly id: string;
  readonly card: C;
  /** The card that the photo was sent as: another one where what was read was recast to `card`, its other side. */
  readonly asked: CardName;
  readonly subject: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly doneAt: string;
  /** False where no text of this card was found. */
  readonly recognised: boolean;
  /** The fields that were read, by name. */
  readonly read: readonly string[];
  readonly warnings: readonly Warning[];
  /** SHA-256 of the photo as it was sent, in base64url. */
  readonly imageDigest: string | undefined;
  /**
   * The version of the host's words that the person accepted before the photo was sent, and when (ISO 8601, UTC): as
   * the page said, for whoever can post a photo can say so. Undefined where the page asked for none.
   */
  readonly consent: { readonly version: string; readonly at: string } | undefined;
};

/** A receipt that holds. */
export type VerifiedReceipt<C extends CardName = CardName> = {
  readonly scan: ReceiptScan<C>;
  readonly card: C;
  /** Fields whose value is not the one that was read, or that were not read at all. Empty without `fields`. */
  readonly changed: readonly string[];
  /** Fields that were read and did not come with the form. Empty without `fields`. */
  readonly missing: readonly string[];
  /**
   * Notes that this scan was used, once the form is accepted; rejects with a `ReceiptError` `used` where it was before.
   * A form that is refused, corrected and sent again brings the same receipt: so this is not done by itself.
   */
  consume(): Promise<void>;
};

const usualMaxAgeSeconds = 3_600;
/** How far the proxy's clock may be ahead of this one. */
const toleranceSeconds = 60;
const mostCharacters = 32_768;

const ownUses = createMemoryUses();

/**
 * Checks a receipt, and a form's values against what was read. Rejects with a `ReceiptError` whose `code` says what is
 * wrong with it, and with a `TypeError` where it is not asked properly.
 *
 * @example
 * const about = { keys, audience, subject: visitor.id, fields: form };
 * const { changed, consume } = await verifyReceipt(form.receipt, about);
 */
export async function verifyReceipt<C extends CardName = CardName>(
  receipt: unknown,
  check: ReceiptCheck<C>,
): Promise<VerifiedReceipt<C>> {
  const { card, fields, now = Date.now(), maxAge = usualMaxAgeSeconds, uses = ownUses } = check;
  for (const name of ['audience', 'subject'] as const)
    if (typeof check[name] !== 'string' || check[name] === '') throw new TypeError(`${name} is missing`);
  if (!(maxAge > 0)) throw new TypeError('maxAge has to be a number of seconds');
  const claims = await claimsOf(receipt, check.keys);
  if (claims.aud !== check.audience) throw new ReceiptError('audience');
  if (claims.sub !== check.subject) throw new ReceiptError('subject');
  if (card !== undefined && claims.card !== card) throw new ReceiptError('card');
  if (claims.iat > now / 1_000 + toleranceSeconds) throw new ReceiptError('early');
  if (claims.iat + maxAge <= now / 1_000) throw new ReceiptError('stale');
  const scan: ReceiptScan<C> = {
    id: claims.jti,
    card: claims.card as C,
    asked: claims.asked ?? claims.card,
    subject: claims.sub,
    createdAt: iso(claims.created),
    doneAt: iso(claims.iat),
    recognised: claims.recognised,
    read: Object.keys(claims.fields),
    warnings: claims.warnings.map(({ code, field, card }) => ({
      code,
      ...(field === undefined ? {} : { field }),
      ...(card === undefined ? {} : { card }),
    })),
    imageDigest: claims.image,
    consent: claims.consent && { version: claims.consent.version, at: iso(claims.consent.at) },
  };
  return {
    scan,
    card: scan.card,
    ...compared(claims, fields),
    async consume() {
      if (!(await uses.use(scan.id, (claims.iat + maxAge + toleranceSeconds) * 1_000))) throw new ReceiptError('used');
    },
  };
}

async function claimsOf(receipt: unknown, keys: ReceiptKeySource): Promise<ReceiptClaims> {
  const find = keyFinder(keys);
  if (typeof receipt !== 'string' || receipt.length > mostCharacters) throw new ReceiptError('malformed');
  const { protectedHeader, payload } = await compactVerify(receipt, find, { algorithms: [receiptAlgorithm] }).catch(
    (cause: unknown) => {
      if (cause instanceof ReceiptError) throw cause;
      throw new ReceiptError(cause instanceof errors.JWSSignatureVerificationFailed ? 'signature' : 'malformed', {
        cause,
      });
    },
  );
  // The same key may sign other things.
  if (protectedHeader.typ !== receiptType) throw new ReceiptError('malformed');
  try {
    return receiptClaims.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)));
  } catch {
    // Without its cause: a parser's message may quote the receipt.
    throw new ReceiptError('malformed');
  }
}

function compared(
  { card, iat, salt, fields: read }: ReceiptClaims,
  given: ReceiptCheck['fields'],
): { readonly changed: readonly string[]; readonly missing: readonly string[] } {
  const changed: string[] = [];
  const missing: string[] = [];
  if (given === undefined) return { changed, missing };
  const today = iso(iat).slice(0, 10);
  const known = new Map<string, FieldValue | undefined>();
  for (const [name, field] of printedFields(card)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    const wasRead = Object.hasOwn(read, name);
    if (isEmpty(value)) {
      if (wasRead) missing.push(name);
      continue;
    }
    const start = field.from === undefined ? undefined : known.get(field.from);
    const normalised = normaliseValue(field, value, today, typeof start === 'string' ? start : undefined);
    known.set(name, normalised);
    if (normalised === undefined || read[name] !== digestOf(salt, name, normalised)) changed.push(name);
  }
  return { changed, missing };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function iso(seconds: number): string {
  return new Date(Math.round(seconds * 1_000)).toISOString();
}
