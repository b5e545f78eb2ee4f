import type { FieldValue } from '@scanfill/proxy/contract';
import { choiceFor } from '../choices/option.ts';
import { fold, hasRoom, isRendered, languageOf, parentOf, pause, shownIn } from '../page/dom.ts';
import { fire, leave, press, setProperty } from '../page/events.ts';
import { type Attempts, asText, type Control, isKept, isRefused, type Named } from './control.ts';

/** How long what a page draws in a `<select>`'s place is given to follow it, ms. */
const followMs = 60;

/** A `<select>`, with the list that is drawn in its place where the page hides it. */
export function selectControl(element: HTMLSelectElement, named: Named, drawn?: Control): Control {
  const choose = (index: number): void => {
    const { selectedIndex } = element;
    if (selectedIndex !== index) setIndex(element, index);
    for (const type of ['input', 'change']) fire(element, 'Event', type, { cancelable: false });
    leave(element);
  };
  /** Where it is not drawn itself, what is drawn beside it has to say the same. */
  const isShown = (index: number): boolean => {
    const text = fold(element.options[index]?.text ?? '');
    if (hasRoom(element) && !element.hidden && !drawn) return true;
    if (drawn) return fold(drawn.read()).includes(text);
    const beside = [
      element.nextElementSibling,
      element.previousElementSibling,
      element.parentElement?.nextElementSibling,
    ];
    return beside.some(
      (each) => each && isRendered(each) && each.localName !== 'label' && fold(shownIn(each)).includes(text),
    );
  };
  return {
    ...named,
    element: drawn?.element ?? element,
    members: [element, ...(drawn?.members ?? [])],
    read: () => element.value,
    isTouched() {
      const chosen = element.options[element.selectedIndex];
      if (!chosen || chosen.value === '') return false;
      const hasDefault = [...element.options].some((option) => option.defaultSelected);
      return hasDefault ? !chosen.defaultSelected : element.selectedIndex > 0;
    },
    isLocked: () => element.matches(':disabled'),
    offers: () => [...element.options].map(({ text }) => text),
    *attempts(path, value, means): Attempts {
      if (element.multiple || typeof value === 'boolean') return;
      const choices = [...element.options].map((option) => (option.disabled ? { value: '', text: '' } : option));
      const choice = element.options[choiceFor(path, asText(value), choices, languageOf(element))];
      if (!choice) {
        if (drawn && element.options.length < 2) yield* drawn.attempts(path, value, means);
        return;
      }
      const { value: text, text: label } = choice;
      // Looked for anew each time: a page that takes its empty option away moves all others up.
      const index = (): number =>
        [...element.options].findIndex((option) => option.value === text && option.text === label);
      const isIn = (): boolean => element.selectedIndex === index() && index() >= 0;
      const write = (): void => choose(index());
      const holds = (): boolean => isIn() && !isRefused(element) && isShown(index());
      const isHeld = yield { text, write, holds };
      if (!isHeld && !isIn()) yield { text, write, holds };
      if (drawn && means.choices) yield* drawn.attempts(path, value, means);
    },
    async restore(before) {
      const index = [...element.options].findIndex(({ value }) => value === before);
      const chosen = fold(element.options[element.selectedIndex]?.text ?? '');
      choose(index);
      if (!drawn) return index < 0 || isShown(index) || before === '';
      // What is drawn may follow a moment later, or not at all.
      const isStill = (): boolean => chosen !== '' && fold(drawn.read()).includes(chosen);
      if (isStill()) await pause(followMs);
      return !isStill();
    },
  };
}

function setIndex(element: HTMLSelectElement, index: number): void {
  Reflect.set(Object.getPrototypeOf(element), 'selectedIndex', index, element);
}

/** The radio buttons of one question; where the page draws a `role=radio` in a button's place, that is pressed. */
export function radiosControl(radios: readonly Option[], named: Named, group?: HTMLElement): Control {
  const first = (radios[0] as Option).element;
  const chosen = (): Option | undefined => radios.find(isChosen);
  const held = (radio: Option): string => radio.value;
  return {
    ...named,
    element: first,
    members: [
      ...radios.flatMap(({ element, native }) => (native ? [element, native] : [element])),
      ...(group ? [group] : []),
    ],
    read: () => chosen()?.value ?? '',
    isTouched: () => radios.some((radio) => isChosen(radio) && !radio.native?.defaultChecked),
    isLocked: () => radios.every(isOff),
    offers: () => radios.map(({ text }) => text),
    *attempts(path, value): Attempts {
      if (typeof value === 'boolean') return;
      const radio = radios[choiceFor(path, asText(value), radios, languageOf(first))];
      if (!radio || isOff(radio)) return;
      const write = (): void => {
        if (!isChosen(radio)) toggle(radio);
        leave(radio.element);
      };
      const attempt = { text: held(radio), write, holds: () => isChosen(radio) };
      yield attempt;
      yield attempt;
    },
    restore(before) {
      const radio = radios.find(({ value }) => value === before);
      if (radio && before !== '') {
        if (!isChosen(radio)) toggle(radio);
        return true;
      }
      const now = chosen();
      if (!now) return true;
      // A script's state would still hold what the screen no longer shows.
      if (!now.native || radios.some(({ element, native }) => isKeptAround(element) || (native && isKept(native))))
        return false;
      setProperty(now.native, 'checked', false);
      for (const type of ['input', 'change']) fire(now.native, 'Event', type, { cancelable: false });
      return true;
    },
  };
}

/** Whether a script keeps account of an element or of what it has drawn right around it. */
function isKeptAround(element: Element): boolean {
  let each: Element | null = element;
  for (let level = 0; each && level < 4 && !/^(?:form|fieldset|body)$/.test(each.localName); level++) {
    if (isKept(each)) return true;
    each = parentOf(each);
  }
  return false;
}

/** A radio button or a checkbox: the browser's own, a role, or a role with the browser's own hidden behind it. */
export type Option = {
  readonly element: HTMLElement;
  readonly native?: HTMLInputElement;
  readonly value: string;
  readonly text: string;
};

/** A checkbox: it takes yes and no alone. */
export function checkboxControl(box: Option, named: Named): Control {
  return {
    ...named,
    element: box.element,
    members: box.native ? [box.element, box.native] : [box.element],
    read: () => (isChosen(box) ? 'on' : ''),
    isTouched: () => (box.native ? box.native.checked !== box.native.defaultChecked : isChosen(box)),
    isLocked: () => isOff(box),
    *attempts(_path, value: FieldValue): Attempts {
      if (typeof value !== 'boolean') return;
      const attempt = {
        text: value ? 'on' : '',
        write: () => {
          if (isChosen(box) !== value) toggle(box);
          leave(box.element);
        },
        holds: () => isChosen(box) === value,
      };
      yield attempt;
      yield attempt;
    },
    restore(before) {
      if (isChosen(box) !== (before === 'on')) toggle(box);
      return true;
    },
  };
}

function isRole(element: HTMLElement): boolean {
  return element.hasAttribute('aria-checked') && element.localName !== 'input';
}

function isChosen({ element, native }: Option): boolean {
  if (isRole(element)) return element.getAttribute('aria-checked') === 'true';
  if ('checked' in element) return Boolean(element.checked);
  return native?.checked ?? false;
}

function isOff({ element, native }: Option): boolean {
  const disabled = element.matches(':disabled,[aria-disabled=true],[disabled]');
  return disabled || (native?.matches(':disabled') ?? false);
}

function toggle({ element }: Option): void {
  if (isRole(element)) press(element);
  else element.click();
}
