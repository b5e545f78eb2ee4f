import type { CardName, DoneScan, FieldName, Fields, FieldValue } from '@scanfill/proxy/contract';
import { asHeld, type Control, type Field, isLocked, isTouched, read, write } from './fill/control.ts';
import { type Values, valueAt, withDerived } from './fill/values.ts';
import { plain, wantedPath } from './fill/wanted.ts';

/**
 * Beside the card's fields: what is derived from them. A part of a date is `birth.year`, `birth.month`, `birth.day`.
 */
export type FillPath<C extends CardName = CardName> =
  | FieldName<C>
  | `${FieldName<C> | 'birth'}.${'year' | 'month' | 'day' | 'length' | 'width' | 'height'}`
  | 'sex'
  | 'birth'
  | 'name'
  | 'surname'
  | 'givenName'
  | 'citizenship'
  | 'longTerm';

/**
 * Where values go: a control's name, a selector, the element itself, or null for nowhere. What is not named here finds
 * its place by itself.
 */
export type FillMap<C extends CardName = CardName> = { readonly [P in FillPath<C>]?: string | Element | null };

export type FillOptions = {
  /** Also replaces what a person typed or chose; false unless told. */
  readonly overwrite?: boolean;
};

/** A control that now holds a value. */
export type FilledControl = { readonly path: string; readonly element: Field; readonly value: string };

/**
 * A control left alone: a person had `typed` something else, it is `locked` (disabled or read-only), or the value is
 * `unsuitable` for it.
 */
export type SkippedControl = {
  readonly path: string;
  readonly element: Field;
  readonly reason: 'typed' | 'locked' | 'unsuitable';
};

/** What `fillForm` did. */
export type FillResult = {
  readonly filled: readonly FilledControl[];
  readonly skipped: readonly SkippedControl[];
  /** Puts back what was there, save where a person has changed it since. */
  undo(): void;
};

/** What this module wrote, so that a second filling does not take it for a person's work. */
const written = new WeakMap<Element, string>();

/**
 * Writes a scan's fields into a form's controls: by `map`, else `data-scanfill`, else the autofill token, else the
 * control's name or id in its common spellings. `form` may be any element; a form's controls elsewhere on the page
 * count. Also fills what follows from the fields: sex and birth from an ID number, the parts of a name or a date. The
 * page hears `input` and `change` as if somebody had typed.
 */
export function fillForm<C extends CardName = CardName>(
  form: Element,
  source: DoneScan<C> | Fields<C> | Readonly<Record<string, FieldValue | undefined>>,
  map: FillMap<C> = {},
  { overwrite = false }: FillOptions = {},
): FillResult {
  const values = withDerived(fieldsOf(source));
  const mapped = new Map<Element, string>();
  const unwanted = new Set<string>();
  for (const [path, target] of Object.entries<string | Element | null | undefined>(map)) {
    const element = typeof target === 'string' ? elementFor(form, target) : target;
    if (element) mapped.set(element, path);
    if (target !== undefined) unwanted.add(path);
  }

  const controls = controlsOf(form);
  const names = new Set(controls.map(({ element }) => plain(element.name || element.id)));
  const filled: (FilledControl & { readonly before: string; readonly control: Control })[] = [];
  const skipped: SkippedControl[] = [];
  for (const control of controls) {
    const { element, radios } = control;
    const own = [element, ...(radios ?? [])].map((one) => mapped.get(one)).find((path) => path !== undefined);
    const declared = [element, ...(radios ?? [])].map((one) => one.dataset.scanfill).find(Boolean);
    // A hidden input belongs to the page's script unless the page says otherwise.
    if (element.type === 'hidden' && !own && !declared) continue;
    const wanting = { name: element.name, id: element.id, autocomplete: element.autocomplete ?? '', declared };
    const path = own ?? wantedPath(wanting, values, names);
    if (path === undefined || (!own && unwanted.has(path))) continue;
    const value = valueAt(values, path);
    if (value === undefined) continue;
    const before = read(control);
    const held = asHeld(control, path, value);
    if (held === before) continue;
    const isOurs = written.get(element) === before;
    if (isLocked(control)) skipped.push({ path, element, reason: 'locked' });
    else if (held === undefined) skipped.push({ path, element, reason: 'unsuitable' });
    else if (isTouched(control) && !isOurs && !overwrite) skipped.push({ path, element, reason: 'typed' });
    else {
      write(control, held);
      written.set(element, read(control));
      filled.push({ path, element, value: held, before, control });
    }
  }

  return {
    filled: filled.map(({ path, element, value }) => ({ path, element, value })),
    skipped,
    undo() {
      for (const { control, before } of filled.splice(0)) {
        if (read(control) === written.get(control.element)) write(control, before);
        written.delete(control.element);
      }
    },
  };
}

function fieldsOf(source: object): Values {
  return ('fields' in source && typeof source.fields === 'object' ? source.fields : source) as Values;
}

function elementFor(form: Element, target: string): Element | null {
  const named = controlsOf(form).find(({ element }) => element.name === target || element.id === target);
  if (named) return named.element;
  return form.querySelector(target) ?? form.ownerDocument.querySelector(target);
}

/** A form's controls, those outside that name it by `form=` included; radio buttons of one name as one. */
function controlsOf(form: Element): readonly Control[] {
  const all =
    'elements' in form ? (form.elements as Iterable<Element>) : form.querySelectorAll('input,textarea,select');
  const controls: Control[] = [];
  const groups = new Map<string, HTMLInputElement[]>();
  for (const element of all) {
    if (!isField(element) || /^(?:submit|button|image|reset|file|password|color|range)$/.test(element.type)) continue;
    const radio = element.type === 'radio' ? (element as HTMLInputElement) : undefined;
    const group = radio && groups.get(radio.name);
    if (group && radio) group.push(radio);
    else if (radio) {
      const radios = [radio];
      groups.set(radio.name, radios);
      controls.push({ element: radio, radios });
    } else controls.push({ element });
  }
  return controls;
}

function isField(element: Element): element is Field {
  return /^(?:input|textarea|select)$/.test(element.localName);
}
