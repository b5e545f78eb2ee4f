import { isSexList } from '../choices/sex.ts';
import type { Control } from '../controls/control.ts';
import type { Values } from '../values.ts';
import type { Around } from './wanted.ts';

type Labels = typeof import('./label-fields.ts');

/** Loaded when the first label has to be read: a page whose names say everything never pays for it. */
let labels: Labels | undefined;

/** Takes what reads labels, from whoever has it. */
export function knowWords(known: Labels): void {
  labels = known;
}

/**
 * Loads what reads labels; true where it was not there before. Without it controls are found by their names alone.
 */
export async function loadWords(): Promise<boolean> {
  if (labels) return false;
  labels = await import('./label-fields.ts').catch(() => undefined);
  return labels !== undefined;
}

/** The value a control wants by what a person reads beside it, the nearest text first. */
export function pathByLabel(control: Control, values: Values, around: Around): string | undefined {
  return labels?.pathByLabel(control, values, around);
}

/** The fields a label names; undefined where it names none. */
export function fieldsOf(label: string): string | undefined {
  return labels?.fieldsOf(label);
}

/** A choice between the two sexes needs no label. */
export function pathByOffers({ offers }: Control, values: Values): string | undefined {
  const choices = offers?.() ?? [];
  return values.sex !== undefined && choices.length <= 5 && isSexList(choices) ? 'sex' : undefined;
}
