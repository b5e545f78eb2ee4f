/** What is typed into at most by a hand that chooses, not by a text. */
const untyped = /^(button|checkbox|color|hidden|image|radio|range|reset|submit)$/;

/**
 * What a place of the page claims of a paste. `all`: it is typed into, or has a use of its own for files. `text`: a
 * control that takes no text at the moment; a clipboard that holds some was meant for the likes of it. `none`: no
 * control.
 */
export type Claim = 'all' | 'text' | 'none';

/**
 * What the elements of a line claim together, the innermost of them first, as `composedPath()` gives them. `isOwn`
 * tells the uploads' own file inputs.
 */
export function claimOf(line: readonly EventTarget[], isOwn: (element: Element) => boolean): Claim {
  const elements = line.filter((one) => one instanceof Element);
  const [target] = elements;
  if (target && isShut(target)) return 'all';
  const edited = elements.find((element) => element.hasAttribute('contenteditable'));
  if (document.designMode === 'on' || (edited && edited.getAttribute('contenteditable') !== 'false')) return 'all';
  const claims = elements.map((element) => claimOfOne(element, isOwn));
  return claims.find((claim) => claim === 'all') ?? claims.find((claim) => claim === 'text') ?? 'none';
}

/** An element and all around it, out of shadow trees too. */
export function lineOf(from: Node | null | undefined): readonly Element[] {
  const line: Element[] = [];
  for (let node = from; node; node = node.parentNode ?? (node instanceof ShadowRoot ? node.host : null))
    if (node instanceof Element) line.push(node);
  return line;
}

function claimOfOne(element: Element, isOwn: (element: Element) => boolean): Claim {
  if (element instanceof HTMLInputElement && element.type === 'file') return isOwn(element) ? 'none' : 'all';
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
    return untyped.test(element.type) || element.readOnly || element.matches(':disabled') ? 'text' : 'all';
  if (element instanceof HTMLSelectElement) return 'text';
  return /^(textbox|searchbox)$/.test(element.getAttribute('role') ?? '') ? 'all' : 'none';
}

/** A custom element whose inside nobody sees: there may be an input in it. */
function isShut(element: Element): boolean {
  return element.localName.includes('-') && !element.shadowRoot && customElements.get(element.localName) !== undefined;
}
