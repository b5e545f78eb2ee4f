/** A control that holds a value. */
export type FilledControl = { readonly path: string; readonly element: HTMLElement; readonly value: string };

/** A control that could not be emptied again; `label` is what the page calls it. */
export type KeptControl = FilledControl & { readonly label: string };

/**
 * A control left alone: a person had `typed` something else, it is `locked` (disabled or read-only), the value is
 * `unsuitable` for it, or the page `refused` it: what was written was not kept, in no spelling, and is gone again.
 */
export type SkippedControl = {
  readonly path: string;
  readonly element: HTMLElement;
  readonly reason: 'typed' | 'locked' | 'unsuitable' | 'refused';
  /** What the page calls it, for words to a person. */
  readonly label: string;
};

/** What became of a card's fields after every control was looked at. */
export type FillOutcome = {
  readonly filled: readonly FilledControl[];
  readonly skipped: readonly SkippedControl[];
  /** Fields of the card for which the form has no place. */
  readonly missing: readonly string[];
};

/** What undoing left: controls the page offers no way to empty again. */
export type Undone = { readonly kept: readonly KeptControl[] };
