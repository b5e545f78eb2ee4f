import { type CardName, cards, type FieldSpec, type FieldValue } from '@scanfill/proxy/contract';
import type { Control } from './fill/controls/control.ts';
import { isControl, loadRare } from './fill/find/collect.ts';
import { calledOf } from './fill/find/label.ts';
import * as labels from './fill/find/label-fields.ts';
import { knowWords } from './fill/find/label-path.ts';
import type { FoundBy } from './fill/find/wanted.ts';
import { type Directions, placesIn } from './fill/plan.ts';
import { missingOf, withDerived } from './fill/values.ts';
import type { FillMap } from './fill-form.ts';

/** What filling takes a control for. */
export type ExplainedControl = {
  readonly element: HTMLElement;
  /** What the page calls it. */
  readonly label: string;
  /** The value it would take; absent where it takes none of this card. */
  readonly path?: string;
  /** What led to it. */
  readonly by?: FoundBy;
  /** Why it takes none. `hidden`: only by map or `data-scanfill`. */
  readonly why?: 'hidden' | 'unknown' | 'unsuitable';
  /** What to write on it so that it is found, or found otherwise. */
  readonly help: string;
};

/** What filling would do with a form. */
export type FillExplanation = {
  readonly controls: readonly ExplainedControl[];
  /** For each field of the card where it would go; none for those the form has no place for. */
  readonly fields: readonly { readonly path: string; readonly elements: readonly HTMLElement[] }[];
};

/** Values of every kind, to see where they would go; none of a person. */
const samples: Readonly<Record<FieldSpec['type'], FieldValue>> = {
  text: 'SAMPLE',
  date: '1949-12-31',
  expiry: '2031-12-31',
  number: 1,
  integer: 1,
  boolean: true,
  dimension: { length: 1, width: 1, height: 1 },
};

/**
 * Says for each control of a form what filling from a card takes it for and why, and for each field of the card where
 * it would go, without writing anything: for integrators, and for a page's own tests.
 */
export async function explainFill(form: Element, card: CardName, map: FillMap = {}): Promise<FillExplanation> {
  knowWords(labels);
  await loadRare(form);
  const values = withDerived(sampleOf(card));
  const places = placesIn(form, values, map as Directions);
  const controls = places.map(({ control, wanted, value }): ExplainedControl => {
    const label = calledOf(control.members, isControl, control.offers?.());
    const { element } = control;
    if (!wanted || value === undefined)
      return { element, label, why: control.isHidden ? 'hidden' : 'unknown', help: helpFor(control) };
    return { element, label, path: wanted.path, by: wanted.by, help: 'data-scanfill="none" keeps it out' };
  });
  const placed = new Set(controls.flatMap(({ path }) => path ?? []));
  const missing = new Set(missingOf(sampleOf(card), placed, values));
  const paths = [...new Set([...placed, ...missing])];
  const elementsOf = (path: string): readonly HTMLElement[] =>
    controls.filter((each) => each.path === path).map(({ element }) => element);
  return { controls, fields: paths.map((path) => ({ path, elements: elementsOf(path) })) };
}

function sampleOf(card: CardName): Readonly<Record<string, FieldValue>> {
  const specs = Object.entries<FieldSpec>(cards[card].fields);
  const fields = specs.map(([name, spec]) => [name, sampleFor(name, spec)] as const);
  return Object.fromEntries(fields);
}

/**
 * An ID number whose check digit fits, so that what follows from one is there; a country and a passport's lines
 * likewise.
 */
function sampleFor(name: string, { type, check }: FieldSpec): FieldValue {
  if (check === 'id-number') return '11010519491231002X';
  if (check === 'mrz-line-1') return 'P<UTOSAMPLE<<SAMPLE<<<<<<<<<<<<<<<<<<<<<<<<<';
  if (check === 'mrz-line-2') return 'L898902C36UTO7408122F1204159ZE184226B<<<<<10';
  if (name === 'srcCountry') return 'UTO';
  return name === 'name' ? 'SAMPLE, SAMPLE' : samples[type];
}

function helpFor({ element }: Control): string {
  return element.dataset.scanfill === 'none'
    ? 'data-scanfill="none" keeps it out'
    : 'data-scanfill with the name of a field sends that field there';
}
