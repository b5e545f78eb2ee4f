/**
 * How a field's wire string is normalised:
 * `text` trimmed string · `date` `YYYY-MM-DD` · `expiry` `YYYY-MM-DD` or `long-term` · `number` · `integer` · `boolean`
 * · `dimension` `{length, width, height}` in millimetres.
 */
export type FieldType = 'text' | 'date' | 'expiry' | 'number' | 'integer' | 'boolean' | 'dimension';

/** The published standard a field's value can be checked against. */
export type CheckName = 'id-number' | 'credit-code' | 'luhn' | 'vin' | 'plate' | 'mrz-line-1' | 'mrz-line-2';

/** A text in the two languages every card is known in; further languages belong to the widget. */
export type Label = { readonly en: string; readonly zh: string };

/** One field of a card type, as data. */
export type FieldSpec = {
  readonly type: FieldType;
  readonly label: Label;
  /** Spellings on Green's wire, the documented one first; absent: the field's own name. */
  readonly wire?: readonly [string, ...string[]];
  readonly check?: CheckName;
  /**
   * Which century a two-digit year belongs to: `past` not after today, `near` within 50 years of today. A whole date of
   * `past` that lies before 1850 or after today is none.
   */
  readonly century?: 'past' | 'near';
  /** The field, earlier in the row, that holds the first day of the term this one ends. */
  readonly from?: string;
  /** The HTML autocomplete token of a form input that wants this value. */
  readonly autocomplete?: string;
  /** The card has expired once this date has passed. */
  readonly expires?: true;
  /** Usually longer than one line. */
  readonly long?: true;
  /** Tells something about the picture, not about the person: not shown for review, never filled. */
  readonly about?: 'image';
};

/** One card type, as data. */
export type CardSpec = {
  readonly label: Label;
  /** The `…Info` property of Green's result that holds the fields. */
  readonly property: string;
  /** The card type of this certificate's other side, or other page. */
  readonly otherSide?: string;
  readonly fields: Readonly<Record<string, FieldSpec>>;
};
