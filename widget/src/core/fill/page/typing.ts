import { type Attempt, type Attempts, isRefused } from '../controls/control.ts';
import { isHtml, parentOf, pause } from './dom.ts';
import { leave, press, typeInto } from './events.ts';

/** An input or a text area. */
export type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Writes a text as somebody who types it and goes on. */
export function writeText(element: TextField, text: string, isFocused = false): void {
  const back = isFocused ? focusedIn(element) : null;
  if (isFocused) element.focus({ preventScroll: true });
  typeInto(element, 'value', text);
  leave(element);
  back?.focus({ preventScroll: true });
}

/** How long a page is given to notice that somebody came to a control, or left it, in ms. */
const visitMs = 60;

/**
 * Goes into a control and out of it: a picker shows what it holds only to somebody who has been in it. Whoever had the
 * focus has it again afterwards.
 */
export function visit(element: HTMLElement, write = (): void => undefined): Promise<void> {
  const go = (): Promise<void> => visitNow(element, write);
  // One that a page's handler broke off keeps no other from going.
  visits = visits.then(go, go);
  return visits;
}

/** A page has one focus: visits wait for each other. */
let visits: Promise<void> = Promise.resolve();

async function visitNow(element: HTMLElement, write: () => void): Promise<void> {
  const back = focusedIn(element);
  element.focus({ preventScroll: true });
  await pause(visitMs);
  write();
  await pause(visitMs);
  leave(element);
  await pause(2 * visitMs);
  if (focusedIn(element) === element.ownerDocument.body) back?.focus({ preventScroll: true });
}

function focusedIn({ ownerDocument }: Element): HTMLElement | null {
  return ownerDocument.activeElement as HTMLElement | null;
}

/** What a page draws beside an input to empty it, for a script that does not take an empty text for an answer. */
export function clearerOf(element: HTMLElement, isShared: boolean): HTMLElement | undefined {
  for (let up = parentOf(element), level = 0; up && level < 3; up = parentOf(up), level++) {
    const inputs = up.querySelectorAll('input,select,textarea').length;
    if (/^(?:form|fieldset|body|tr)$/.test(up.localName) || inputs > (isShared ? 2 : 1)) return undefined;
    for (const each of up.querySelectorAll('[class*=clear i],[aria-label*=clear i]'))
      if (
        isHtml(each) &&
        !each.contains(element) &&
        clears.test(`${each.getAttribute('class')} ${each.getAttribute('aria-label')}`)
      )
        return each;
  }
  return undefined;
}

const clears = /(?:^|[\s_-]|[a-z](?=C))clear(?!fix|able)/i;

/** Empties an input by what is drawn for that; whoever had the focus has it again afterwards. */
export function clear(element: HTMLElement, clearer: HTMLElement): Promise<void> {
  return visit(element, () => press(clearer));
}

/** Once more where the value is simply gone: a form whose handlers all saw one old state keeps the last field alone. */
export function* twice(element: TextField, attempt: Attempt): Attempts {
  const before = element.value;
  const isKept = yield attempt;
  if (!isKept && (element.value === before || element.value === '')) yield attempt;
}

/** Whether the page and the browser take what an input holds. */
export function isFit(element: TextField): boolean {
  const { badInput, rangeOverflow, rangeUnderflow } = element.validity ?? {};
  return !isRefused(element) && !badInput && !rangeOverflow && !rangeUnderflow;
}
