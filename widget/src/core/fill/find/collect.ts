import { choiceFor } from '../choices/option.ts';
import { checkboxControl, type Option, radiosControl, selectControl } from '../controls/choice-controls.ts';
import { asText, type Control, type Named, namedBy } from '../controls/control.ts';
import { listControl } from '../controls/list-control.ts';
import { textControl } from '../controls/text-control.ts';
import type { Tools } from '../controls/tools.ts';
import { isDate } from '../dates/dates.ts';
import {
  type Field,
  hasRoom,
  isField,
  isHost,
  isHtml,
  isInput,
  isMet,
  isRendered,
  isSelect,
  isShort,
  isSilent,
  parentOf,
  textOf,
  walk,
} from '../page/dom.ts';
import { type TextField, writeText } from '../page/typing.ts';

const noField = /^(?:submit|button|image|reset|file|password|color|range)$/;
/** Where this product draws its own inputs. */
const own = 'scan-fill,.scanfill';

/** Kinds of controls that few pages have, loaded for those. */
let rare: typeof import('./rare-controls.ts') | undefined;

/** What that is handed. */
const tools: Tools = { asText, namedBy, choiceFor, textControl, radiosControl, radioText, isDate, writeText };

/** Loads what a form's rarer controls need; true where there are such and they were not known before. */
export async function loadRare(form: Element): Promise<boolean> {
  const isRare = (each: Element): boolean =>
    isHost(each) || isShort(each) || each.getAttribute('role') === 'spinbutton';
  if (rare || ![...elementsOf(form)].some(isRare)) return false;
  rare = await import('./rare-controls.ts').catch(() => undefined);
  return rare !== undefined;
}

/**
 * A form's controls as a person meets them, in the order of the page: those outside that name it by `form=` included,
 * radio buttons of one question as one, a list with the hidden field behind it as one, and what stands in open shadow
 * trees.
 */
export function controlsOf(form: Element): readonly Control[] {
  const all = [...elementsOf(form)];
  const taken = new Set<Element>();
  const controls = new Map<Element, Control>();
  const add = (at: Element, control: Control): void => {
    controls.set(at, control);
    for (const member of control.members) taken.add(member);
  };
  const lists = all.filter((each): each is HTMLElement => isList(each) && isRendered(each));
  const fields = all.filter((each): each is Field => isField(each) && !noField.test(each.type));

  // Until they are known, nothing in one is taken for something else.
  if (rare) rare.addRare(all, add, taken, tools);
  else
    for (const host of all.filter(isHost))
      if (host.shadowRoot) for (const each of walk(host.shadowRoot)) taken.add(each);
  addRoles(all, add, taken);
  for (const element of lists) {
    if (taken.has(element)) continue;
    const near = nearby(element, (each) => (isList(each) || isField(each)) && each !== element);
    const openers = near.filter((each) => isList(each) && isRendered(each) && !isInput(each));
    if (!isInput(element) && near.some((each) => isList(each) && isInput(each))) continue;
    const hidden = near.filter(
      (each): each is Field => isField(each) && !isList(each) && isBehind(each) && !taken.has(each),
    );
    const select = hidden.find(isSelect) ?? selectBeside(element, taken);
    if (select && !hidden.includes(select)) hidden.push(select);
    const names = named(element, ...hidden);
    const list = listControl(
      { element, openers },
      names,
      hidden.filter((each) => each !== select),
    );
    add(element, select ? selectControl(select, names, list) : list);
    for (const each of hidden) taken.add(each);
  }
  const radios = new Map<unknown, HTMLInputElement[]>();
  for (const field of fields) {
    if (taken.has(field)) continue;
    if (isInput(field) && field.type === 'radio') {
      const key = groupOf(field, fields);
      radios.set(key, [...(radios.get(key) ?? []), field]);
    } else if (isInput(field) && field.type === 'checkbox') add(field, checkboxControl(optionOf(field), named(field)));
    else if (isSelect(field)) add(field, selectControl(field, named(field)));
    else add(field, textOrStandIn(field as TextField));
  }
  for (const group of radios.values()) {
    const [first] = group;
    if (!first) continue;
    const around = first.closest<HTMLElement>('[role=radiogroup],fieldset') ?? undefined;
    add(
      first,
      radiosControl(group.map(optionOf), named(first, ...group.slice(1), ...(around ? [around] : [])), around),
    );
  }
  const found = all.flatMap((each) => controls.get(each) ?? []);
  return rare ? rare.withParts(found, tools) : found;
}

/** Whether an element is a control, or the part of one that a person sees. */
export function isControl(element: Element): boolean {
  if (isField(element)) return !noField.test(element.type) && element.type !== 'hidden' && !isSilent(element);
  return isList(element) || /^(?:radio|checkbox|spinbutton)$/.test(element.getAttribute('role') ?? '');
}

function* elementsOf(form: Element): Generator<Element> {
  const seen = new Set<Element>();
  const into = (element: Element): boolean => !element.matches(own);
  for (const element of walk(form, into)) {
    seen.add(element);
    if (into(element)) yield element;
  }
  if (form.localName !== 'form') return;
  // By the prototype: an input called `elements` would stand before it.
  const listed = Reflect.get(Object.getPrototypeOf(form), 'elements', form) as Iterable<Element> | undefined;
  for (const element of listed ?? []) if (!seen.has(element) && !element.closest(own)) yield element;
}

/** What names a control, with the element whose shadow tree it stands in. */
function named(...elements: readonly HTMLElement[]): Named {
  const root = elements[0]?.getRootNode();
  const host = root && 'host' in root ? (root as ShadowRoot).host : undefined;
  return namedBy(...elements, ...(host && isHtml(host) ? [host] : []));
}

/**
 * A box that opens a list to choose from, or a list of lists by its name alone. What opens a calendar, a tree or a menu
 * is none.
 */
function isList(element: Element): boolean {
  if (isSelect(element)) return false;
  const popup = element.getAttribute('aria-haspopup');
  const role = element.getAttribute('role');
  if (popup === 'listbox' || (role === 'combobox' && (popup === null || popup === 'true'))) return true;
  if (role !== null || popup !== null || !element.matches('input,[tabindex="0"]')) return false;
  const box = element.closest('[class*=cascade i]');
  return box !== null && box.querySelectorAll('input:not([type=hidden])').length <= Number(isInput(element));
}

/** Whether a field is not met by a person itself. */
function isBehind(field: Field): boolean {
  return field.type === 'hidden' || !isMet(field) || !hasRoom(field);
}

/** What stands around an element and belongs to no other control that a person sees. */
function nearby(element: Element, wanted: (each: Element) => boolean): readonly HTMLElement[] {
  let found: readonly HTMLElement[] = [];
  for (let up = parentOf(element), level = 0; up && level < 4; up = parentOf(up), level++) {
    if (/^(?:form|fieldset|body|tr)$/.test(up.localName)) break;
    const all = [...up.querySelectorAll('*')];
    const strangers = all.filter(
      (each) =>
        each !== element && isControl(each) && isRendered(each) && !(isField(each) && isBehind(each)) && !isList(each),
    );
    const boxes = all.filter((each) => isList(each) && isInput(each) && each !== element && isRendered(each));
    const openers = all.filter((each) => isList(each) && !isInput(each) && each !== element && isRendered(each));
    if (strangers.length > 0 || boxes.length + (isInput(element) ? 0 : 1) > 1 || openers.length > 1) break;
    if (isInput(element) ? boxes.length > 0 : openers.length > 0) break;
    found = all.filter(wanted).filter(isHtml);
  }
  return found;
}

/** A `<select>` that is not shown and stands right beside the list, or beside what is drawn around it. */
function selectBeside(list: Element, taken: ReadonlySet<Element>): HTMLSelectElement | undefined {
  for (let place: Element | null = list, level = 0; place && level < 4; place = parentOf(place), level++) {
    if (/^(?:form|fieldset|body|tr)$/.test(place.localName)) return undefined;
    for (const beside of [place.nextElementSibling, place.previousElementSibling])
      if (beside && isSelect(beside) && isBehind(beside) && !taken.has(beside)) return beside;
  }
  return undefined;
}

/** A text control; one that is hidden is written only where the page names it. */
function textOrStandIn(field: TextField): Control {
  return textControl(field, named(field), field.type === 'hidden' || !isMet(field));
}

function addRoles(
  all: readonly Element[],
  add: (at: Element, control: Control) => void,
  taken: ReadonlySet<Element>,
): void {
  const drawn = all.filter(
    (each): each is HTMLElement =>
      isHtml(each) &&
      !isInput(each) &&
      !taken.has(each) &&
      /^(?:radio|checkbox)$/.test(each.getAttribute('role') ?? ''),
  );
  const groups = new Map<Element, HTMLElement[]>();
  for (const each of drawn) {
    if (each.getAttribute('role') === 'checkbox') {
      const native = behindRole(each, 'checkbox');
      add(
        each,
        checkboxControl(
          { element: each, ...(native ? { native } : {}), value: 'on', text: textOf(each) },
          named(each, ...(native ? [native] : [])),
        ),
      );
      continue;
    }
    const group = each.closest('[role=radiogroup]') ?? parentOf(parentOf(each) ?? each) ?? each;
    groups.set(group, [...(groups.get(group) ?? []), each]);
  }
  for (const [group, roles] of groups) {
    const options = roles.map((element): Option => {
      const native = behindRole(element, 'radio');
      const value = native?.value ?? element.getAttribute('value') ?? element.dataset.value ?? '';
      return { element, ...(native ? { native } : {}), value: value || textOf(element), text: radioText(element) };
    });
    const first = options[0]?.element;
    if (!first) continue;
    const natives = options.flatMap(({ native }) => native ?? []);
    const hidden = [
      ...(parentOf(group)?.querySelectorAll<HTMLInputElement>(
        'input[type=hidden],input[aria-hidden=true],input[hidden]',
      ) ?? []),
    ];
    const names = named(first, ...natives, ...(isHtml(group) ? [group] : []), ...hidden.slice(0, 1));
    add(first, radiosControl(options, names, isHtml(group) ? group : undefined));
  }
}

/** The browser's own radio button or checkbox that a role stands for. */
function behindRole(element: HTMLElement, type: string): HTMLInputElement | undefined {
  const places = [element, element.parentElement].filter((each) => each !== null);
  for (const place of places) {
    const natives = place.querySelectorAll<HTMLInputElement>(`input[type=${type}]`);
    const roles = place.querySelectorAll(`[role=${type}]`);
    const [native] = natives;
    if (native && natives.length === 1 && roles.length <= 1) return native;
    const next = element.nextElementSibling;
    if (next && isInput(next) && next.type === type) return next;
  }
  return undefined;
}

function optionOf(native: HTMLInputElement): Option {
  return { element: native, native, value: native.value, text: native.type === 'radio' ? radioText(native) : '' };
}

/** What a person reads beside a radio button. */
export function radioText(element: HTMLElement): string {
  const [label] = (element as HTMLInputElement).labels ?? [];
  const texts = [label?.textContent, element.getAttribute('aria-label'), element.textContent];
  const beside = [
    element.nextSibling?.textContent,
    element.parentElement?.children.length === 1 ? element.parentElement.nextSibling?.textContent : '',
    element.closest('label')?.textContent,
  ];
  const named = (element.getAttribute('aria-labelledby') ?? '')
    .split(/\s+/)
    .map((id) => (id === '' ? '' : element.ownerDocument.getElementById(id)?.textContent));
  return [...texts, ...named, ...beside].map((text) => (text ?? '').trim()).find((text) => text !== '') ?? '';
}

/** Radio buttons belong together by their name and, without one, by the nearest element that holds several. */
function groupOf(radio: HTMLInputElement, fields: readonly Field[]): unknown {
  if (radio.name !== '') return radio.name;
  for (let up = parentOf(radio); up; up = parentOf(up)) {
    const place = up;
    if (fields.filter((each) => each.type === 'radio' && place.contains(each)).length > 1) return place;
  }
  return radio;
}
