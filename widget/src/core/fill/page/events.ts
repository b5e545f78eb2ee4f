import type { Field } from './dom.ts';

type Init = EventInit & { readonly [more: string]: unknown };

/** Dispatches an event of the element's own frame; false where the page prevented its default. */
export function fire(element: Element, kind: string, type: string, init: Init = {}): boolean {
  const view = element.ownerDocument.defaultView ?? window;
  const Kind = (Reflect.get(view, kind) ?? Reflect.get(view, 'MouseEvent')) as new (t: string, i: object) => Event;
  return element.dispatchEvent(new Kind(type, { bubbles: true, cancelable: true, composed: true, ...init }));
}

/**
 * Writes a property and tells the page as browsers do when they fill a form by themselves: around `input` a key that
 * is none, then
 * `change`. The prototype's setter goes past the one React lays over the element to notice changes.
 */
export function typeInto(element: Field | HTMLElement, property: 'value' | 'checked', value: unknown): void {
  const key = { key: 'Unidentified', code: '' };
  fire(element, 'KeyboardEvent', 'keydown', key);
  setProperty(element, property, value);
  fire(element, 'Event', 'input', { cancelable: false });
  fire(element, 'KeyboardEvent', 'keyup', key);
  fire(element, 'Event', 'change', { cancelable: false });
}

export function setProperty(element: Element, property: 'value' | 'checked', value: unknown): void {
  Reflect.set(Object.getPrototypeOf(element), property, value, element);
}

/**
 * Tells the page that the person left the control: date pickers and forms that commit on blur take the value only then.
 */
export function leave(element: Element): void {
  const { activeElement } = element.ownerDocument;
  if (activeElement === element && 'blur' in element) (element as HTMLElement).blur();
  else {
    fire(element, 'FocusEvent', 'blur', { bubbles: false, cancelable: false });
    fire(element, 'FocusEvent', 'focusout', { cancelable: false });
  }
}

/** Presses an element as a mouse does, focus included. */
export function press(element: HTMLElement): void {
  const { left, top, width, height } = element.getBoundingClientRect();
  const at = { clientX: left + width / 2, clientY: top + height / 2, button: 0, detail: 1 };
  const pointer = { ...at, pointerId: 1, pointerType: 'mouse', isPrimary: true };
  fire(element, 'PointerEvent', 'pointerover', pointer);
  fire(element, 'MouseEvent', 'mouseover', at);
  fire(element, 'MouseEvent', 'mouseenter', { ...at, bubbles: false });
  fire(element, 'PointerEvent', 'pointermove', pointer);
  fire(element, 'MouseEvent', 'mousemove', at);
  fire(element, 'PointerEvent', 'pointerdown', { ...pointer, buttons: 1 });
  if (fire(element, 'MouseEvent', 'mousedown', { ...at, buttons: 1 })) element.focus({ preventScroll: true });
  fire(element, 'PointerEvent', 'pointerup', pointer);
  fire(element, 'MouseEvent', 'mouseup', at);
  fire(element, 'MouseEvent', 'click', at);
}

/** A key that opens or leaves a list; never one that confirms or dismisses. */
export function pressKey(element: HTMLElement, key: 'ArrowDown' | 'Tab'): void {
  const keyCode = key === 'Tab' ? 9 : 40;
  fire(element, 'KeyboardEvent', 'keydown', { key, code: key, keyCode, which: keyCode });
  fire(element, 'KeyboardEvent', 'keyup', { key, code: key, keyCode, which: keyCode });
}

/** A press beside a control, no click: within its form, so that a dialog around it does not take it for leaving. */
export function pressOutside(element: Element): void {
  const place = element.closest('form') ?? element.ownerDocument.body;
  for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup'])
    fire(place, type.startsWith('p') ? 'PointerEvent' : 'MouseEvent', type, { button: 0, pointerType: 'mouse' });
}
