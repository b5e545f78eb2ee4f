import type { FieldValue } from '@scanfill/proxy/contract';
import { choiceFor } from './option.ts';

/** An element a value can be written into. */
export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** A control as a person sees it: one element, or all the radio buttons of one name. */
export type Control = {
  readonly element: Field;
  readonly radios?: readonly HTMLInputElement[];
};

/**
 * What a control holds: a text, `''` for nothing, `'on'` and `''` for a checkbox; for radio buttons the value of the
 * checked one.
 */
export function read({ element, radios }: Control): string {
  if (radios) return radios.find((radio) => radio.checked)?.value ?? '';
  if (isInput(element) && element.type === 'checkbox') return element.checked ? 'on' : '';
  return element.value;
}

/**
 * Whether a person may have chosen what the control holds. A choice that still is the page's own default is nobody's.
 */
export function isTouched({ element, radios }: Control): boolean {
  if (radios) return radios.some((radio) => radio.checked && !radio.defaultChecked);
  if (isInput(element))
    return element.type === 'checkbox' ? element.checked !== element.defaultChecked : element.value !== '';
  if (!isSelect(element)) return element.value !== '';
  const chosen = element.options[element.selectedIndex];
  const hasDefault = [...element.options].some((option) => option.defaultSelected);
  return (
    chosen !== undefined && chosen.value !== '' && (hasDefault ? !chosen.defaultSelected : element.selectedIndex > 0)
  );
}

/** Whether a person could write into it at all. */
export function isLocked({ element, radios }: Control): boolean {
  if (radios) return radios.every((radio) => radio.matches(':disabled'));
  return element.matches(':disabled') || (!isSelect(element) && element.readOnly);
}

/** What the control would hold for a value; undefined where it cannot hold it. */
export function asHeld(control: Control, path: string, value: FieldValue): string | undefined {
  const { element, radios } = control;
  const language = element.closest('[lang]')?.getAttribute('lang') || 'en';
  const text = typeof value === 'object' ? `${value.length}×${value.width}×${value.height}` : String(value);
  if (radios) {
    const choices = radios.map((radio) => ({ value: radio.value, text: radio.labels?.[0]?.textContent ?? '' }));
    return radios[choiceFor(path, text, choices, language)]?.value;
  }
  if (isSelect(element)) {
    const choices = [...element.options].map((option) => (option.disabled ? { value: '', text: '' } : option));
    return element.multiple ? undefined : element.options[choiceFor(path, text, choices, language)]?.value;
  }
  if (isInput(element)) {
    if (element.type === 'checkbox') return typeof value === 'boolean' ? (value ? 'on' : '') : undefined;
    if (element.type === 'date') return isDate(text) ? text : undefined;
    if (element.type === 'month') return isDate(text) ? text.slice(0, 7) : undefined;
    if (element.type === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? String(Number(text)) : undefined;
  }
  if (typeof value === 'boolean') return undefined;
  const shown = isDate(text) ? asPlaceholder(text, element.placeholder) : text;
  return element.maxLength > 0 && shown.length > element.maxLength ? undefined : shown;
}

/**
 * Writes what `asHeld` gave and tells the page as typing would. The prototype's setter goes past the one React lays
 * over the element to notice changes; radio buttons and checkboxes are clicked, because that is what React and others
 * listen for.
 */
export function write({ element, radios }: Control, held: string): void {
  if (radios) {
    const wanted = radios.find((radio) => radio.value === held && held !== '');
    wanted?.click();
    if (!wanted) for (const radio of radios.filter((radio) => radio.checked)) set(radio, 'checked', false);
  } else if (isInput(element) && element.type === 'checkbox') {
    if (element.checked !== (held === 'on')) element.click();
  } else set(element, 'value', held);
}

function set(element: Field, property: 'value' | 'checked', value: unknown): void {
  Reflect.set(Object.getPrototypeOf(element), property, value, element);
  for (const type of ['input', 'change']) element.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
}

/** By tag name, not `instanceof`: the form may live in another frame. */
function isInput(element: Field): element is HTMLInputElement {
  return element.localName === 'input';
}

function isSelect(element: Field): element is HTMLSelectElement {
  return element.localName === 'select';
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}

/** A date the way the input's placeholder writes it (`DD/MM/YYYY`), else as `YYYY-MM-DD`. */
function asPlaceholder(date: string, placeholder: string): string {
  if (!/^(?=.*yyyy)(?=.*mm)(?=.*dd)[ymd]+([^a-z0-9])[ymd]+\1[ymd]+$/i.test(placeholder)) return date;
  return placeholder
    .toLowerCase()
    .replace(/y+|m+|d+/g, (run) =>
      run[0] === 'y' ? date.slice(0, 4) : run[0] === 'm' ? date.slice(5, 7) : date.slice(8),
    );
}
