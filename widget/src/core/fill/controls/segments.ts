import { isHtml, isInput, parentOf, pause } from '../page/dom.ts';
import { fire, leave } from '../page/events.ts';
import type { Attempts, Control, Named } from './control.ts';
import type { Tools } from './tools.ts';

/** The three parts of a day by what a spin button says of its greatest value. */
type Part = 'year' | 'month' | 'day';

/** How long a page is given to notice a key, ms. */
const keyMs = 20;

/** Whether an element is one part of a date that is drawn in parts, each a spin button of its own. */
export function isSegment(element: Element): element is HTMLElement {
  return element.getAttribute('role') === 'spinbutton' && !isInput(element) && isHtml(element);
}

/**
 * A date drawn in parts: `group` holds its spin buttons and no others. Typed part by part, as a person does; the field
 * behind it is written where that leads nowhere. Undefined where the parts are no year, month and day.
 */
export function segmentsControl(segments: readonly HTMLElement[], tools: Tools): Control | undefined {
  const group = groupOf(segments);
  if (!group || segments.length !== 3) return undefined;
  const now = (part: Part): HTMLElement | undefined => partsOf(group).find((each) => partOf(each) === part);
  const parts: readonly Part[] = ['year', 'month', 'day'];
  if (parts.some((part) => !now(part))) return undefined;
  const hidden = behind(group);
  const named: Named = tools.namedBy(group, ...(hidden ? [hidden] : []));
  const numbers = (): readonly string[] => parts.map((part) => now(part)?.getAttribute('aria-valuenow') ?? '');
  const read = (): string => (numbers().every((one) => one === '') ? '' : numbers().join('-'));
  const write = async (texts: readonly string[]): Promise<void> => {
    const { activeElement: back } = group.ownerDocument;
    for (const [index, part] of parts.entries()) await typePart(() => now(part), texts[index] ?? '');
    const { activeElement } = group.ownerDocument;
    if (activeElement && group.contains(activeElement)) leave(activeElement);
    if (back && isHtml(back) && back !== group.ownerDocument.body) back.focus({ preventScroll: true });
  };
  return {
    ...named,
    element: segments[0] ?? group,
    members: [group, ...segments, ...(hidden ? [hidden] : [])],
    read,
    isTouched: () => read() !== '',
    isLocked: () => {
      const each = now('day');
      return !each || each.closest('[aria-disabled=true],[aria-readonly=true],[disabled]') !== null;
    },
    *attempts(path, value, means): Attempts {
      const texts = String(value).split('-');
      if (typeof value !== 'string' || texts.length !== 3) return;
      const holds = (): boolean =>
        numbers().every((number, index) => Number(number) === Number(texts[index])) && !isInvalid(group);
      yield { text: value, isSlow: true, write: () => write(texts), holds };
      if (!hidden) return;
      const inside = tools.textControl(hidden, named, false).attempts(path, value, means);
      let isKept = false;
      for (let step = inside.next(); !step.done; step = inside.next(isKept)) isKept = yield { ...step.value, holds };
    },
    async restore(before) {
      await write(before.split('-'));
      return read() === before;
    },
  };
}

/** The smallest element around three spin buttons, and what names it around that. */
function groupOf(segments: readonly HTMLElement[]): HTMLElement | undefined {
  const holds = (place: Element): boolean => segments.every((each) => place.contains(each));
  let up = segments[0] ? parentOf(segments[0]) : null;
  while (up && !holds(up)) up = parentOf(up);
  for (let level = 0; up && level < 3 && !up.matches('[role=group],[aria-labelledby]'); level++) {
    const next = parentOf(up);
    if (!next || partsOf(next).length > segments.length || next.localName === 'form') break;
    up = next;
  }
  return up && isHtml(up) ? up : undefined;
}

function partsOf(group: Element): readonly HTMLElement[] {
  return [...group.querySelectorAll('[role=spinbutton]')].filter(isSegment);
}

function partOf(segment: HTMLElement): Part | undefined {
  const most = Number(segment.getAttribute('aria-valuemax') ?? Number.NaN);
  if (most === 12) return 'month';
  if (most >= 28 && most <= 31) return 'day';
  return most > 1_900 ? 'year' : undefined;
}

/** The field that is submitted in a drawn date's place. */
function behind(group: Element): HTMLInputElement | undefined {
  let place: Element | null = group;
  for (let level = 0; place && level < 4 && place.localName !== 'form'; level++, place = parentOf(place)) {
    const inputs: readonly HTMLInputElement[] = [...place.querySelectorAll('input')];
    const [only] = inputs;
    if (only) return inputs.length === 1 && only.type !== 'checkbox' && only.type !== 'radio' ? only : undefined;
  }
  return undefined;
}

function isInvalid(group: Element): boolean {
  return group.closest('[aria-invalid=true]') !== null || group.querySelector('[aria-invalid=true]') !== null;
}

/** Empties a part and types its digits, key by key. */
async function typePart(find: () => HTMLElement | undefined, text: string): Promise<void> {
  const value = (): string => find()?.getAttribute('aria-valuenow') ?? '';
  find()?.focus({ preventScroll: true });
  await pause(keyMs);
  for (let presses = 0; presses < 5 && value() !== ''; presses++) {
    const segment = find();
    if (segment) keyIn(segment, presses === 0 ? 'Delete' : 'Backspace');
    await pause(keyMs);
  }
  for (const digit of text) {
    const segment = find();
    if (segment && segment.ownerDocument.activeElement !== segment) segment.focus({ preventScroll: true });
    if (segment) keyIn(segment, digit);
    await pause(keyMs);
  }
}

/** One key, with what a browser makes of it where the page lets it. */
function keyIn(segment: HTMLElement, key: string): void {
  const keyCode = /\d/.test(key) ? key.charCodeAt(0) : key === 'Delete' ? 46 : 8;
  const init = { key, code: /\d/.test(key) ? `Digit${key}` : key, keyCode, which: keyCode };
  const isTaken = !fire(segment, 'KeyboardEvent', 'keydown', init);
  const input = { inputType: 'insertText', data: key };
  if (!isTaken && /\d/.test(key) && fire(segment, 'InputEvent', 'beforeinput', input)) {
    segment.textContent = key;
    fire(segment, 'InputEvent', 'input', { ...input, cancelable: false });
  }
  fire(segment, 'KeyboardEvent', 'keyup', init);
}
