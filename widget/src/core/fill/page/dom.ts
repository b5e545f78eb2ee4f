/** An element a value can be written into as it is. */
export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Whether an element is an input so short that it may hold a part of a number. */
export function isShort(element: Element): boolean {
  if (!isInput(element) || !/^(?:text|tel|number|)$/.test(element.type)) return false;
  return element.maxLength > 0 && element.maxLength <= 10;
}

/** By tag name, not `instanceof`: the form may live in another frame. */
export function isField(element: Element): element is Field {
  return /^(?:input|textarea|select)$/.test(element.localName);
}

export function isInput(element: Element): element is HTMLInputElement {
  return element.localName === 'input';
}

export function isSelect(element: Element): element is HTMLSelectElement {
  return element.localName === 'select';
}

/** Any element of a page that takes a value: MathML and SVG have none. */
export function isHtml(element: Element): element is HTMLElement {
  return 'dataset' in element && 'title' in element;
}

/** An element that a library defines, with a value as inputs have one. */
export type Host = HTMLElement & { value?: unknown; checked?: unknown };

/** Whether an element is one. */
export function isHost(element: Element): element is Host {
  return element.localName.includes('-') && element.localName !== 'scan-fill' && isHtml(element) && 'value' in element;
}

/** The parent as drawn: out of a shadow tree, its host. */
export function parentOf(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return 'host' in root ? (root as ShadowRoot).host : null;
}

/** Whether the page draws boxes at all; a page without layout (a test's) is judged by its styles alone. */
function isDrawn(element: Element): boolean {
  return (element.ownerDocument.documentElement.getBoundingClientRect?.().width ?? 0) > 0;
}

/** Whether an element is rendered: neither it nor anything around it is taken out of the page's drawing. */
export function isRendered(element: Element): boolean {
  if (!element.isConnected) return false;
  if (isDrawn(element)) {
    if (element.checkVisibility?.({ visibilityProperty: true }) === false) return false;
    return true;
  }
  const view = element.ownerDocument.defaultView;
  for (let each: Element | null = element; each && view; each = parentOf(each)) {
    const style = view.getComputedStyle(each);
    if (style.display === 'none' || style.visibility === 'hidden') return false;
  }
  return true;
}

/**
 * Whether an element takes room on the page where a person could see and press it; one that is just growing into view
 * has its room already.
 */
export function hasRoom(element: Element): boolean {
  if (!isRendered(element)) return false;
  if (!isDrawn(element)) return true;
  const { offsetWidth, offsetHeight } = element as HTMLElement;
  return offsetWidth > 2 && offsetHeight > 2;
}

/** Whether it is kept from a screen reader. */
export function isSilent(element: Element): boolean {
  for (let each: Element | null = element; each; each = parentOf(each))
    if (each.getAttribute('aria-hidden') === 'true') return true;
  return false;
}

/**
 * Whether a person can meet a text control: drawn, told to screen readers, and not a trap put out of sight and out of
 * the tab order.
 */
export function isMet(element: HTMLElement): boolean {
  if (!isRendered(element) || isSilent(element)) return false;
  if (element.getAttribute('tabindex') !== '-1' || !isDrawn(element)) return true;
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
  const view = element.ownerDocument.defaultView;
  const isOff = right + (view?.scrollX ?? 0) < 0 || bottom + (view?.scrollY ?? 0) < 0 || left > 9_000 || top > 90_000;
  return !isOff && width > 2 && height > 2 && view?.getComputedStyle(element).opacity !== '0';
}

/**
 * Everything under `root` in the order of the page, open shadow trees included; `into` says where to look no further.
 */
export function* walk(root: ParentNode, into: (element: Element) => boolean = () => true): Generator<Element> {
  for (const element of root.children) {
    yield element;
    if (!into(element)) continue;
    if (element.shadowRoot) yield* walk(element.shadowRoot, into);
    yield* walk(element, into);
  }
}

/** Letters and digits alone, of one case and width: what two spellings of the same have in common. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** The language the page says around an element; English unless told. */
export function languageOf(element: Element): string {
  for (let each: Element | null = element; each; each = parentOf(each)) {
    const lang = each.getAttribute('lang');
    if (lang) return lang;
  }
  return 'en';
}

/** What stands in an element, without what is only a control's own. */
export function textOf(element: Element | null | undefined): string {
  if (!element) return '';
  const text = element.getAttribute('aria-label') || element.textContent || '';
  return text.replace(/\s+/g, ' ').trim();
}

/** The text a box shows, without the options of a list that hangs in it and without what is only spoken. */
export function shownIn(box: Element): string {
  const parts: string[] = [];
  const visit = (element: Element): void => {
    if (element.matches('select,[role=listbox],[role=option],[aria-live],[role=log],style') || !isRendered(element))
      return;
    for (const node of element.childNodes)
      if (node.nodeType === 3) parts.push(node.textContent ?? '');
      else if (node.nodeType === 1) visit(node as Element);
  };
  visit(box);
  return parts.join(' ').replace(/\s+/g, ' ').trim();
}

/** Elements named by an attribute that holds ids, in the element's own tree or its document. */
export function referred(element: Element, attribute: string): readonly Element[] {
  const root = element.getRootNode() as Document | ShadowRoot;
  const ids = element.getAttribute(attribute)?.split(/\s+/).filter(Boolean) ?? [];
  return ids.flatMap((id) => root.getElementById?.(id) ?? element.ownerDocument.getElementById(id) ?? []);
}

/** Ends with a task of its own: what the page does in answer to an event is done by then. */
export function nextTask(): Promise<void> {
  return pause(0);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
