import { isHtml, isInput, isShort, parentOf, referred } from '../page/dom.ts';

/**
 * The texts a person reads as a control's name, nearest first: its own labels, then what stands beside it and belongs
 * to no other control.
 */
export function labelsOf(members: readonly HTMLElement[], isControl: (element: Element) => boolean): readonly string[] {
  const own = members.flatMap((element) => [
    ...[...((element as HTMLInputElement).labels ?? [])].map((label) => readable(label, members)),
    ...referred(element, 'aria-labelledby').map((label) => readable(label, members)),
    element.getAttribute('aria-label') ?? '',
    element.localName.includes('-') ? (element.getAttribute('label') ?? '') : '',
  ]);
  const [first] = members;
  const beside = first ? besideOf(first, members, isControl) : [];
  const hints = members.map((element) => element.getAttribute('placeholder') ?? element.title);
  return [...own, ...beside, ...hints].map((text) => text.trim()).filter((text) => text !== '' && text.length <= 90);
}

/**
 * What the page calls a control, for words to a person: the name of the question, never one of its answers; `''` where
 * it has none.
 */
export function calledOf(
  members: readonly HTMLElement[],
  isControl: (element: Element) => boolean,
  offers: readonly string[] = [],
): string {
  const [first] = members;
  const texts = [...labelsOf(members, isControl), ...(first && offers.length > 0 ? headingsOf(first) : [])];
  const called = texts.map((text) => text.replace(/[\s*:：]+$/, ''));
  return called.find((text) => text !== '' && !offers.includes(text)) ?? '';
}

/** The headings of the groups around a control, nearest first: legends, and what names a group or a dialog. */
export function headingsOf(element: Element): readonly string[] {
  const headings: string[] = [];
  for (let up = parentOf(element); up && up.localName !== 'body'; up = parentOf(up)) {
    const legend = up.localName === 'fieldset' ? up.querySelector(':scope > legend') : null;
    if (legend) headings.push(readable(legend));
    if (
      /^(?:group|radiogroup|region|tabpanel)$/.test(up.getAttribute('role') ?? '') ||
      /^(?:section|fieldset)$/.test(up.localName)
    ) {
      headings.push(
        up.getAttribute('aria-label') ?? '',
        ...referred(up, 'aria-labelledby').map((each) => readable(each)),
      );
      const heading = up.querySelector(
        ':scope > h1,:scope > h2,:scope > h3,:scope > h4,:scope > h5,:scope > h6,:scope > header',
      );
      if (heading) headings.push(readable(heading));
    }
    if (up.localName === 'form') break;
  }
  return headings.filter(Boolean);
}

/** A label's own words: without the control in it, and without what is only drawn. */
function readable(element: Element, without: readonly Element[] = []): string {
  let text = '';
  for (const node of element.childNodes) {
    if (node.nodeType === 3) text += node.textContent ?? '';
    if (node.nodeType !== 1) continue;
    const child = node as Element;
    if (
      without.includes(child) ||
      child.matches('select,option,button,script,style,svg,[aria-hidden=true],[role=option],[role=alert]')
    )
      continue;
    text += ` ${readable(child, without)} `;
  }
  return text.replace(/\s+/g, ' ').trim();
}

function besideOf(
  first: HTMLElement,
  members: readonly HTMLElement[],
  isControl: (element: Element) => boolean,
): readonly string[] {
  const found: string[] = [];
  let inside: Element = first;
  for (
    let up = parentOf(first), level = 0;
    up && level < 6 && !/^(?:form|body)$/.test(up.localName);
    inside = up, up = parentOf(up), level++
  ) {
    if ([...up.querySelectorAll('*')].some((each) => isControl(each) && !members.includes(each as HTMLElement))) {
      // In a row of its own the text just before still belongs to this control; so does the label of a row it begins.
      const begins = !inside.previousElementSibling && up.previousElementSibling?.matches(labelLike);
      // Parts of a date or a number have their row's label in common.
      const before = textBefore(begins && isInput(first) && !isShort(first) ? up : inside, isControl);
      if (before) found.push(before);
      break;
    }
    if (up.localName === 'fieldset') break;
    const label = [...up.querySelectorAll(labelLike)].find(
      (each) =>
        isHtml(each) &&
        !members.some((member) => each === member || each.contains(member) || member.contains(each)) &&
        !members.some((member) => [...((member as HTMLInputElement).labels ?? [])].some((own) => own === each)),
    );
    if (label) found.push(readable(label));
    else {
      const before = textBefore(inside, isControl);
      if (before) found.push(before);
    }
  }
  return found;
}

const labelLike = 'label,legend,[class*=label i],[slot=label],dt,th';

/** The text that stands right before an element, in a node of its own. */
function textBefore(element: Element, isControl: (element: Element) => boolean): string {
  for (let node = element.previousSibling; node; node = node.previousSibling) {
    if (node.nodeType === 3 && node.textContent?.trim()) return node.textContent.trim();
    if (node.nodeType !== 1) continue;
    const each = node as Element;
    if (each.localName === 'br' || each.matches('svg,i,script,style,[aria-hidden=true]')) continue;
    if (isControl(each) || [...each.querySelectorAll('*')].some(isControl)) return '';
    const text = readable(each);
    if (text !== '') return text;
  }
  return '';
}
