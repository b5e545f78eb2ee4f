import type { Cell } from './rows.ts';

/** A value read, and how well it fits its kind, 0 to 1. */
export type Value = {
  readonly value: string | { length: number; width: number; height: number };
  readonly fit: number;
};

/** Reads a value from the cells it stands in; `undefined` where they hold none of its kind. */
export type ValueReader = (cells: readonly Cell[]) => Value | undefined;
