import type { FieldSpec } from './card-spec.ts';
import type { CardName, cards } from './cards.ts';
import type { Problem } from './problems.ts';

/** Outer measurements in millimetres. */
export type Dimension = { readonly length: number; readonly width: number; readonly height: number };

type ValueOf<F extends FieldSpec> = F['type'] extends 'number' | 'integer'
  ? number
  : F['type'] extends 'boolean'
    ? boolean
    : F['type'] extends 'dimension'
      ? Dimension
      : string;

/** The normalised fields of a card type; a field that was not read, or could not be normalised, is absent. */
export type Fields<C extends CardName = CardName> = C extends CardName
  ? { readonly [K in keyof (typeof cards)[C]['fields']]?: FieldValueOf<C, K> }
  : never;

type FieldValueOf<
  C extends CardName,
  K extends keyof (typeof cards)[C]['fields'],
> = (typeof cards)[C]['fields'][K] extends FieldSpec ? ValueOf<(typeof cards)[C]['fields'][K]> : never;

/** The name of a field of a card type. */
export type FieldName<C extends CardName = CardName> = C extends CardName
  ? keyof (typeof cards)[C]['fields'] & string
  : never;

/** Any normalised value. */
export type FieldValue = string | number | boolean | Dimension;

/**
 * What a warning says: `check-digit` the number does not fit its check digit or form · `expired` the date has passed ·
 * `unreadable` the wire value is not of the field's type (it stands in `raw`) · `mismatch` two fields contradict each
 * other · `other-side` the picture shows the card's other side · `other-card` it shows a card of another kind, `card` ·
 * `photocopy` · `rephotographed`.
 */
export type WarningCode =
  | 'check-digit'
  | 'expired'
  | 'unreadable'
  | 'mismatch'
  | 'other-side'
  | 'other-card'
  | 'photocopy'
  | 'rephotographed';

/**
 * Something the person should look at; without `field` it is about the whole picture. Never a verdict on the person.
 */
export type Warning = { readonly code: WarningCode; readonly field?: string; readonly card?: CardName };

type ScanBase<C extends CardName> = {
  /** Also the `dataId` on Green's wire. */
  readonly id: string;
  readonly card: C;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
};

/** A scan on its way. `queued`: not yet at Green · `processing`: at Green. */
export type PendingScan<C extends CardName = CardName> = C extends CardName
  ? ScanBase<C> & { readonly state: 'queued' | 'processing'; readonly fields?: never }
  : never;

/** A finished scan. */
export type DoneScan<C extends CardName = CardName> = C extends CardName
  ? ScanBase<C> & {
      readonly state: 'done';
      readonly doneAt: string;
      readonly fields: Fields<C>;
      /** The `…Info` object as received. */
      readonly raw: Readonly<Record<string, unknown>>;
      readonly warnings: readonly Warning[];
      /** False where no text of this card was found. */
      readonly recognised: boolean;
      /**
       * What the host's backend checks with `verifyReceipt`: a signed, salted digest of each field as it was read.
       * Personal data as the fields are. Absent where the result came by a notification that could not be verified.
       */
      readonly receipt?: string;
      /** The card that the photo was sent as, where the scan was recast to another one. */
      readonly asked?: CardName;
    }
  : never;

/** A failed scan. */
export type FailedScan<C extends CardName = CardName> = C extends CardName
  ? ScanBase<C> & {
      readonly state: 'failed';
      readonly doneAt: string;
      readonly problem: Problem;
      readonly fields?: never;
    }
  : never;

/** A scan in any state; `state` and `card` tell which. */
export type Scan<C extends CardName = CardName> = C extends CardName
  ? PendingScan<C> | DoneScan<C> | FailedScan<C>
  : never;
