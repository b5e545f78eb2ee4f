import type { Control } from '../controls/control.ts';
import { isControl } from './collect.ts';
import { headingsOf, labelsOf } from './label.ts';
import { fieldsOf } from './label-path.ts';
import { type Around, plain } from './wanted.ts';

/** What a form's controls tell of each other. Labels are read when asked for, once. */
export function aroundOf(controls: readonly Control[]): Around {
  const labels = remembered((control: Control) => labelsOf(control.members, isControl));
  const asked = remembered((field: string) =>
    controls.some((control) => labels(control).some((label) => fieldsOf(label)?.split(' ')[0] === field)),
  );
  return {
    names: new Set(controls.map(({ names, ids }) => plain(names[0] ?? ids[0] ?? ''))),
    prefix: prefixOf(controls),
    labels,
    headings: remembered((control: Control) => headingsOf(control.element)),
    asks: asked,
  };
}

/** The form's own name before every id, as form libraries put it; none where the ids are of several kinds. */
function prefixOf(controls: readonly Control[]): string {
  const ids = controls.map(({ ids: [id = ''] }) => id).filter((id) => /^[a-z][\w-]*[_-]\w/i.test(id));
  const [first = ''] = ids;
  const form = controls[0]?.element.closest('form');
  const own = [form?.id, form?.getAttribute('name')].find(
    (name) => name && ids.length > 0 && ids.every((id) => id.startsWith(`${name}_`)),
  );
  if (own) return `${own}_`;
  const shared = /^[a-z][a-z0-9]*[_-]/i.exec(first)?.[0] ?? '';
  return ids.length > 1 && ids.length === controls.length && ids.every((id) => id.startsWith(shared)) ? shared : '';
}

function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const now = make(key);
    made.set(key, now);
    return now;
  };
}
