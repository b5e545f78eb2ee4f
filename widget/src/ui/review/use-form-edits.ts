import { type CardName, cardSpec } from '@scanfill/proxy/contract';
import { useCallback, useEffect, useRef } from 'react';
import type { ScanFlow } from '../../core/flow/flow.ts';
import { type ReadBack, readBackOf } from '../../core/flow/read-back.ts';
import type { Read } from '../outcome.tsx';

type TextField = HTMLInputElement | HTMLTextAreaElement;
/** A control of the page that took a field, how it is read, and whether a person has typed into it since. */
type Place = { readonly field: string; readonly read: ReadBack; isTheirs?: boolean };

/**
 * Takes over into the review what a person corrects in the page's form after it was filled: texts, numbers, and days in
 * the order in which they were written. Lists and buttons hold a page's own values, and are left to it. Gives what to
 * call before a field is edited in the review, so that the edit reaches a control the person had typed into.
 */
export function useFormEdits<C extends CardName>(
  card: C,
  state: Read<C>,
  flow: ScanFlow<C>,
  today: string,
): (field: string) => void {
  const places = useRef(new Map<TextField, Place>());
  const fields = useRef(state.fields);
  const { filled, undone } = state;
  useEffect(() => {
    fields.current = state.fields;
  });
  useEffect(() => {
    if (undone) places.current.clear();
    for (const { path, element } of (filled?.filled ?? []) as readonly Partial<Record<'path' | 'element', unknown>>[]) {
      const field = isText(element) ? fieldAt(card, `${path}`, fields.current) : undefined;
      if (!field || !isText(element)) continue;
      const read = readBackOf(field.spec, element.value, field.value, today);
      if (read) places.current.set(element, { field: field.name, read });
    }
    const take = ({ isTrusted, currentTarget }: Event): void => {
      const element = currentTarget as TextField;
      // What a script writes is filling's, or another field's doing; a page may give a text its form first.
      if (isTrusted) setTimeout(() => adopt(element));
    };
    const adopt = (element: TextField): void => {
      const place = places.current.get(element);
      if (!place) return;
      place.isTheirs = true;
      const values: Readonly<Record<string, unknown>> = fields.current;
      const text = element.value.trim();
      const value = text === '' ? undefined : place.read(text);
      // Half a day is no other day: the last good one stands until it is whole.
      if ((value !== undefined || text === '') && value !== values[place.field]) flow.edit(place.field, value, true);
    };
    const elements = [...places.current.keys()];
    for (const element of elements) for (const type of ['input', 'change']) element.addEventListener(type, take);
    return () => {
      for (const element of elements) for (const type of ['input', 'change']) element.removeEventListener(type, take);
    };
  }, [card, filled, undone, flow, today]);
  return useCallback((field) => {
    for (const [element, place] of places.current) if (place.field === field && place.isTheirs) empty(element);
  }, []);
}

/** An empty control is nobody's, and filled. Past a script's own account of it, so that the page hears of it too. */
function empty(element: TextField): void {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), 'value')?.set?.call(element, '');
  for (const type of ['input', 'change']) element.dispatchEvent(new Event(type, { bubbles: true }));
}

/** By its kind and not its class: the form may stand in a frame. */
function isText(element: unknown): element is TextField {
  const { localName, type } = element as TextField;
  return localName === 'textarea' || (localName === 'input' && !/^(?:checkbox|radio|hidden)$/.test(type));
}

/** The field of the review that a path of filling stands for. */
function fieldAt(card: CardName, path: string, fields: object) {
  const values = fields as Readonly<Record<string, never>>;
  const names = path === 'birth' ? [path, 'birthDate', 'birthday'] : [path];
  for (const name of names) {
    const spec = cardSpec(card).fields[name];
    const value = values[name];
    if (spec && value !== undefined) return { name, spec, value };
  }
  return undefined;
}
