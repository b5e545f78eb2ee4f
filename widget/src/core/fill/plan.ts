import type { FieldValue } from '@scanfill/proxy/contract';
import type { Control } from './controls/control.ts';
import type { Parts } from './controls/parts-control.ts';
import { aroundOf } from './find/around.ts';
import { controlsOf } from './find/collect.ts';
import { type Wanted, wantedBy } from './find/wanted.ts';
import { type Values, valueAt } from './values.ts';

/** Where values go by a page's own word: a control's name, a selector, the element itself, or null for nowhere. */
export type Directions = Readonly<Record<string, string | Element | null | undefined>>;

/** A control with the value it takes, or with none. */
export type Place = {
  readonly control: Control;
  readonly wanted: Wanted | undefined;
  readonly value: FieldValue | undefined;
};

/**
 * Every control of a form with what it takes from a card. Hidden ones take something only where the page names them.
 */
export function placesIn(form: Element, values: Values, map: Directions): readonly Place[] {
  const found = controlsOf(form);
  const mapped = new Map<Element, string>();
  const directed = new Set<string>();
  for (const [path, target] of Object.entries(map)) {
    const element = typeof target === 'string' ? elementFor(form, found, target) : target;
    if (element) mapped.set(element, path);
    if (target !== undefined) directed.add(path);
  }
  const place = (control: Control, around = aroundOf(found)): Place => {
    const own = control.members.map((member) => mapped.get(member)).find((path) => path !== undefined);
    const isNamed = own !== undefined || control.declared !== undefined;
    const wanted =
      own !== undefined
        ? { path: own, by: 'map' as const }
        : control.isHidden && !isNamed
          ? undefined
          : wantedBy(control, values, around);
    if (!wanted || (own === undefined && directed.has(wanted.path)))
      return { control, wanted: undefined, value: undefined };
    return { control, wanted, value: valueAt(values, wanted.path) };
  };
  const around = aroundOf(found);
  return found.flatMap((control) => {
    const whole = place(control, around);
    if (!('otherwise' in control)) return [whole];
    const { otherwise } = control as Parts;
    const isWhole =
      whole.value !== undefined &&
      !control.attempts(whole.wanted?.path ?? '', whole.value, { choices: false, search: false }).next().done;
    return isWhole
      ? [whole]
      : otherwise.map((part) =>
          place(
            part,
            aroundOf(otherwise.length === 0 ? found : [...found.filter((one) => one !== control), ...otherwise]),
          ),
        );
  });
}

function elementFor(form: Element, controls: readonly Control[], target: string): Element | null {
  const all = controls.flatMap(({ members }) => members);
  const named = all.find((element) => element.getAttribute('name') === target || element.id === target);
  if (named) return named;
  return form.querySelector(target) ?? form.ownerDocument.querySelector(target);
}
