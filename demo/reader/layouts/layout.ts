import type { CardName } from '@scanfill/proxy/contract';

/** How a printed value is read: see `kinds.ts`. */
export type Kind =
  | 'text'
  | 'scope'
  | 'name'
  | 'holder'
  | 'nation'
  | 'address'
  | 'date'
  | 'compact-date'
  | 'chinese-date'
  | 'first-date'
  | 'last-date'
  | 'id-number'
  | 'credit-code'
  | 'organisation-code'
  | 'tax-number'
  | 'plate'
  | 'vin'
  | 'code'
  | 'blood'
  | 'relation'
  | 'seats'
  | 'mass'
  | 'period'
  | 'dimension'
  | 'latin'
  | 'office'
  | 'police'
  | 'chinese-name'
  | 'class'
  | 'inspection'
  | 'model'
  | 'capital'
  | 'copy-number';

/** A box in units of the document's width, from its top left corner. */
export type Zone = readonly [x0: number, y0: number, x1: number, y1: number];

/** Where a field stands on a document and how it is read. */
export type FieldLayout = {
  /** The wire's spelling. */
  readonly field: string;
  readonly kind: Kind;
  /** Printed labels, any of them; `|` stands where one breaks into two lines. */
  readonly labels: readonly string[];
  /**
   * Where the value stands from its label; `right` if absent. `below-or-apart`: below, or right of it but set off by a
   * gap.
   */
  readonly at?: 'right' | 'below' | 'right-or-below' | 'below-or-apart';
  /** Its label may follow another value without a gap. */
  readonly inline?: true;
  /** What a line without a label must look like to be it, and which of those lines, counted from 0 downwards. */
  readonly pattern?: RegExp;
  readonly nth?: number;
  /**
   * Fields whose labels stand in its row and in its column of a form: where its own label could not be read, they tell
   * its place.
   */
  readonly cell?: readonly [row: string, column: string];
  /** What is printed there, if it is one of few words: a misread character is mended by them. */
  readonly words?: readonly string[];
  /** How many lines it may take; 1 if absent. */
  readonly lines?: number;
  /** Search the whole page for its pattern where no label leads to it. */
  readonly anywhere?: true;
  /** Always filled in: where nothing was found beside its label, the place is read once more. */
  readonly again?: true;
  /** Where the label begins (x, y of its middle) and the value lies on the standard layout, in card widths. */
  readonly label?: readonly [x: number, y: number];
  readonly zone?: Zone;
};

/** What a card's answer tells beside the printed values. */
export type Answer = {
  /** The wire's `type`. */
  readonly type?: string;
  /** Whether the wire tells how far the card stood turned. */
  readonly angle?: true;
  /** The card that is this one's other side, whose fields stand in the same object: they are told where it is shown. */
  readonly otherSide?: CardName;
  /** A number that holds the birth date under a check digit: whether it is valid, and the date that it outweighs. */
  readonly idNumber?: { readonly field: string; readonly valid: string; readonly birth: string };
  /** Marks printed on some of these cards, told by whether they are there. */
  readonly marks?: Readonly<Record<string, RegExp>>;
};

/** A card type's layout, as data. */
export type CardLayout = {
  /** How it is read: by its labels if absent, by a machine-readable zone, or for one number alone. */
  readonly reads?: 'zone' | 'bank-number' | 'plate' | 'vin';
  readonly answer?: Answer;
  readonly fields: readonly FieldLayout[];
  /**
   * Labels of the page that may lie open beside this card: one of this card's labels that stands nearest to one of
   * those belongs to that page.
   */
  readonly facing?: readonly string[];
  /**
   * Labels that are no field of the answer, but end a value; with a leading `=` only where they are all of their line.
   */
  readonly others?: readonly string[];
  /**
   * What makes it this card: the weights of texts found add up, at least 1 is needed. A negative weight speaks for
   * another certificate. `label` is the weight of each field whose label is found, 0 if absent.
   */
  readonly proof: { readonly texts: Readonly<Record<string, number>>; readonly label?: number };
};
