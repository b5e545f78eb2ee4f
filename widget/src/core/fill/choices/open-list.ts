import { fold, hasRoom, isHtml, isInput, pause, referred, shownIn, textOf } from '../page/dom.ts';
import { fire, leave, press, pressKey, pressOutside, typeInto } from '../page/events.ts';
import type { Choice } from './option.ts';

/** A list that opens: what a person presses, and what else of it opens it. */
export type Opening = { readonly element: HTMLElement; readonly openers: readonly HTMLElement[] };

/**
 * What came of opening one. `shut`: no list came; `absent`: the list has no such option; `taken`: another one is chosen
 * already.
 */
export type Opened = { readonly end: 'chosen' | 'shut' | 'absent' | 'taken'; readonly text: string };

/** An option, and what is pressed for it. */
export type Item = Choice & { readonly element: HTMLElement };

const limitMs = 1_000;
const stepMs = 20;

/**
 * Opens a list, presses the option that `find` names and leaves everything else as it was: focus, scrolling, and what
 * was typed into its search, which happens only where the option cannot be reached by scrolling. `labels` are texts to
 * search by, none where that is forbidden.
 */
export async function chooseIn(
  opening: Opening,
  find: (choices: readonly Choice[]) => number,
  labels: readonly string[],
  mayReplace: boolean,
): Promise<Opened> {
  const { element } = opening;
  const endsAt = Date.now() + limitMs;
  return await whileOpen(
    opening,
    (popups) => itemsOf(opening, popups),
    async (items, isOpen) => {
      let found = items()[find(items())] ?? (await scrollFor(items, find, endsAt));
      const taken = items().find(
        ({ element: one, text }) => isChosen(one) && fold(text) !== '' && one !== found?.element,
      );
      if (taken && !mayReplace && showsIn(element, taken.text)) return { end: 'taken', text: taken.text };
      if (!found && labels.length > 0) found = await searchFor(opening, items, find, labels, endsAt);
      if (!found) return { end: 'absent', text: '' };
      if (!(isChosen(found.element) && showsIn(element, found.text))) press(found.element);
      await until(() => !isOpen(), 160);
      return { end: 'chosen', text: found.text };
    },
  );
}

/**
 * Opens what a person would press, does something with the items that come up, shuts it and puts focus and scrolling
 * back.
 */
export async function whileOpen(
  opening: Opening,
  itemsIn: (popups: readonly Element[]) => readonly Item[],
  act: (items: () => readonly Item[], isOpen: () => boolean) => Promise<Opened>,
): Promise<Opened> {
  const { element } = opening;
  const page = element.ownerDocument;
  const view = page.defaultView ?? window;
  const { activeElement } = page;
  const [x, y] = [view.scrollX, view.scrollY];
  const popups = watchPopups(element);
  const items = (): readonly Item[] => itemsIn(popups.seen());
  let isSaid = false;
  // What is drawn goes later than what is said where it moves away: a press then would open it again.
  const isOpen = (): boolean => isExpanded(opening) || (!isSaid && items().length > 0);
  try {
    if (!(await open(opening, items))) return { end: 'shut', text: '' };
    isSaid = isExpanded(opening);
    return await act(items, isOpen);
  } finally {
    await close(opening, isOpen, items);
    popups.stop();
    leave(element);
    if (isHtmlElement(activeElement) && activeElement !== page.body && activeElement !== element)
      activeElement.focus({ preventScroll: true });
    if (view.scrollX !== x || view.scrollY !== y) view.scrollTo(x, y);
  }
}

async function open(opening: Opening, items: () => readonly Item[]): Promise<boolean> {
  const { element, openers } = opening;
  const isOpen = (): boolean => items().length > 0;
  if (isOpen()) return true;
  press(element);
  if (await until(isOpen, 200)) return true;
  // One that says so is only slow to be drawn.
  if (isExpanded(opening) && (await until(isOpen, 600))) return true;
  for (const opener of openers) {
    press(opener);
    if (await until(isOpen, 200)) return true;
  }
  element.focus({ preventScroll: true });
  pressKey(element, 'ArrowDown');
  return await until(isOpen, 250);
}

async function close(
  { element, openers }: Opening,
  isOpen: () => boolean,
  items: () => readonly Item[],
): Promise<void> {
  const isShut = (): boolean => !isOpen();
  if (isShut()) return;
  leave(element);
  if (await until(isShut, 250)) return;
  press(element);
  if (await until(isShut, 250)) return;
  pressOutside(element);
  if (await until(isShut, 100)) return;
  const { activeElement } = element.ownerDocument;
  // The last way, and none where the list points at an option: it would take that one.
  if ([element, ...openers, activeElement].some((each) => each?.hasAttribute('aria-activedescendant'))) return;
  if (isHtmlElement(activeElement)) pressKey(activeElement, 'Tab');
  if (await until(isShut, 100)) return;
  const inside = items()[0]?.element;
  if (inside) pressKey(inside, 'Tab');
  await until(isShut, 200);
}

function isExpanded({ element, openers }: Opening): boolean {
  return [element, ...openers].some((each) => each.getAttribute('aria-expanded') === 'true');
}

/** A long list keeps only the options that are drawn: they are scrolled through, and scrolled back. */
export async function scrollFor(
  items: () => readonly Item[],
  find: (choices: readonly Choice[]) => number,
  endsAt: number,
): Promise<Item | undefined> {
  const scroller = scrollerOf(items()[0]?.element);
  if (!scroller) return undefined;
  const { scrollTop } = scroller;
  while (Date.now() < endsAt) {
    const before = scroller.scrollTop;
    scroller.scrollTop = before + scroller.clientHeight * 0.9;
    if (scroller.scrollTop === before) break;
    fire(scroller, 'Event', 'scroll', { bubbles: false });
    await pause(stepMs * 2);
    const found = items()[find(items())];
    if (found) return found;
  }
  scroller.scrollTop = scrollTop;
  return undefined;
}

function scrollerOf(inside: HTMLElement | undefined): HTMLElement | undefined {
  let each = inside?.parentElement ?? undefined;
  for (let level = 0; each && level < 6; level++, each = each.parentElement ?? undefined)
    if (each.scrollHeight > each.clientHeight + 4 && each.clientHeight > 40) return each;
  return undefined;
}

async function searchFor(
  { element, openers }: Opening,
  items: () => readonly Item[],
  find: (choices: readonly Choice[]) => number,
  labels: readonly string[],
  endsAt: number,
): Promise<Item | undefined> {
  const boxes = [element, ...openers, element.ownerDocument.activeElement].filter((each) => each !== null);
  const search = boxes.find((each): each is HTMLInputElement => isInput(each) && !each.readOnly);
  if (!search) return undefined;
  for (const label of labels) {
    if (Date.now() > endsAt) break;
    typeInto(search, 'value', label);
    if (await until(() => items()[find(items())] !== undefined, Math.min(350, endsAt - Date.now()))) {
      const found = items()[find(items())];
      if (found) return found;
    }
  }
  typeInto(search, 'value', '');
  return undefined;
}

/**
 * The options of the lists an element names, or of what came up in answer to its opening; menus, links and buttons are
 * no options.
 */
function itemsOf({ element, openers }: Opening, popups: readonly Element[]): readonly Item[] {
  const named = [element, ...openers].flatMap((each) => [
    ...referred(each, 'aria-controls'),
    ...referred(each, 'aria-owns'),
  ]);
  for (const place of [...named, ...popups]) {
    const options = inside(place).filter((each) => each.getAttribute('role') === 'option' && hasRoom(each));
    if (options.length > 0) return options.filter(isFree).map(itemOf);
  }
  for (const place of popups) {
    const leaves = leavesIn(place).filter((each) => !each.closest('[role^=menu]'));
    if (leaves.length > 0) return leaves.filter(isFree).map(itemOf);
  }
  return [];
}

/** What reads as an option in a popup that says none, innermost elements alone. */
export function leavesIn(place: Element): readonly HTMLElement[] {
  const all = inside(place).filter(
    (each) =>
      (each.localName === 'li' ||
        each.matches('[aria-selected],[role^=menuitem],[role=treeitem]') ||
        /option|node/i.test(each.getAttribute('class') ?? '')) &&
      hasRoom(each) &&
      !each.closest('a,button,nav,[role=tab],[role=gridcell]') &&
      textOf(each) !== '' &&
      textOf(each).length <= 80,
  );
  return all.filter((each) => !all.some((other) => other !== each && each.contains(other)));
}

/** Everything in a place, with what a page puts into its slots. */
function inside(place: Element): readonly HTMLElement[] {
  const own = [place, ...place.querySelectorAll('*')];
  const slotted = own.flatMap((each) =>
    each.localName === 'slot' ? (each as HTMLSlotElement).assignedElements({ flatten: true }) : [],
  );
  return [...own, ...slotted.flatMap((each) => [each, ...each.querySelectorAll('*')])].filter(isHtml);
}

/** An option as it is drawn. */
export function itemOf(element: HTMLElement): Item {
  const value = element.dataset.value ?? element.getAttribute('value') ?? '';
  return { element, value, text: textOf(element) || element.title };
}

/** Whether an option can be chosen. */
export function isFree(element: HTMLElement): boolean {
  return element.closest('[aria-disabled=true],[disabled],[data-disabled]') === null;
}

function isChosen(element: HTMLElement): boolean {
  return element.getAttribute('aria-selected') === 'true' || element.dataset.state === 'checked';
}

/** What has come up on the page, or changed how it is drawn, since; the latest first. */
function watchPopups(element: HTMLElement): { seen(): readonly Element[]; stop(): void } {
  const seen = new Set<Element>();
  const view = element.ownerDocument.defaultView ?? window;
  const note = (records: readonly MutationRecord[]): void => {
    for (const { type, target, addedNodes } of records)
      for (const node of type === 'attributes' ? [target] : [target, ...addedNodes])
        if (node.nodeType === 1) seen.add(node as Element);
  };
  const observer = new view.MutationObserver(note);
  const attributeFilter = ['style', 'class', 'hidden', 'aria-hidden', 'data-state', 'open'];
  for (const root of new Set<Node>([element.ownerDocument.body, element.getRootNode()]))
    observer.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter });
  return {
    seen() {
      note(observer.takeRecords());
      return [...seen]
        .filter((each) => each.isConnected && !each.contains(element) && !element.contains(each))
        .reverse();
    },
    stop: () => observer.disconnect(),
  };
}

function showsIn(element: HTMLElement, text: string): boolean {
  const shown = [element, element.parentElement, element.parentElement?.parentElement];
  return shown.some((each) => each && ((each as HTMLInputElement).value === text || shownIn(each).includes(text)));
}

export async function until(holds: () => boolean, ms: number): Promise<boolean> {
  const endsAt = Date.now() + ms;
  while (!holds()) {
    if (Date.now() >= endsAt) return false;
    await pause(stepMs);
  }
  return true;
}

function isHtmlElement(element: Element | null): element is HTMLElement {
  return element !== null && isHtml(element);
}
