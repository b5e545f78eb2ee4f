import type { Cell } from './rows.ts';

/** A value read, and how well it fits its kind, 0 to 1. */
export type Value = {
  readonly value: string | { length: number; width: number; height: number };
  readonly fit: number;
  /** How many of its characters were exchanged by its check digit; absent for none. */
  readonly mends?: number;
};

/** A card's values in the wire's spellings, and how many of their characters were exchanged by check digits. */
export type Answered = { readonly info: Record<string, unknown>; readonly mends: number };

/** What is answered where nothing was found. */
export const nothing: Answered = { info: {}, mends: 0 };

/** Reads a value from the cells it stands in; `undefined` where they hold none of its kind. */
export type ValueReader = (cells: readonly Cell[]) => Value | undefined;
