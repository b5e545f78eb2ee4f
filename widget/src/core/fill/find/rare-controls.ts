import type { Control } from '../controls/control.ts';
import { hostChoice, hostOptions, hostText } from '../controls/host-control.ts';
import { isSegment, segmentsControl } from '../controls/segments.ts';
import type { Tools } from '../controls/tools.ts';
import { type Field, type Host, isField, isHost, isSelect, parentOf, walk } from '../page/dom.ts';
import type { TextField } from '../page/typing.ts';

export { withParts } from '../controls/parts-control.ts';

const noField = /^(?:submit|button|image|reset|file|password|color|range|hidden|radio|checkbox)$/;

/** Adds what libraries define as elements of their own, and dates drawn in parts. */
export function addRare(
  all: readonly Element[],
  add: (at: Element, control: Control) => void,
  taken: Set<Element>,
  tools: Tools,
): void {
  for (const group of questionsIn(all.filter(isHost).filter((host) => !taken.has(host)))) {
    const radios = group.map((host) => ({ element: host, value: String(host.value), text: tools.radioText(host) }));
    const [first] = group;
    if (first) add(first, tools.radiosControl(radios, tools.namedBy(...group)));
  }
  for (const host of all.filter(isHost)) {
    if (taken.has(host) || [...taken].some((each) => each !== host && each.contains(host) && isHost(each))) continue;
    addHost(host, add, taken, tools);
  }
  for (const segments of dates(all.filter((each) => isSegment(each) && !taken.has(each)) as HTMLElement[])) {
    const control = segmentsControl(segments, tools);
    if (control) add(control.element, control);
  }
}

/** Elements that are radio buttons of one question: each with a value, to be checked, and the name of the others. */
function questionsIn(hosts: readonly Host[]): readonly (readonly Host[])[] {
  const questions = new Map<string, Host[]>();
  for (const host of hosts) {
    const name = `${host.localName} ${host.getAttribute('name')}`;
    if (host.hasAttribute('name') && typeof host.checked === 'boolean' && typeof host.value === 'string')
      questions.set(name, [...(questions.get(name) ?? []), host]);
  }
  return [...questions.values()].filter(({ length }) => length > 1);
}

/** Spin buttons that stand together: each run with the smallest element around three of them. */
function dates(segments: readonly HTMLElement[]): readonly (readonly HTMLElement[])[] {
  const groups = new Map<Element, HTMLElement[]>();
  for (const segment of segments) {
    let up = parentOf(segment);
    for (let level = 0; up && level < 4 && segments.filter((each) => up?.contains(each)).length < 3; level++)
      up = parentOf(up);
    if (up) groups.set(up, [...(groups.get(up) ?? []), segment]);
  }
  return [...groups.values()];
}

function addHost(host: Host, add: (at: Element, control: Control) => void, taken: Set<Element>, tools: Tools): void {
  const names = tools.namedBy(host);
  const options = hostOptions(host);
  if (options.length > 1) {
    add(host, hostChoice(host, options, names, tools));
    for (const each of [...host.querySelectorAll('*'), ...(host.shadowRoot ? walk(host.shadowRoot) : [])])
      taken.add(each);
    return;
  }
  if (!host.shadowRoot) return;
  const inner = [...walk(host.shadowRoot)].filter(
    (each): each is Field => isField(each) && (isSelect(each) || !noField.test(each.type)),
  );
  const [text] = inner;
  if (inner.length !== 1 || !text || isSelect(text)) return;
  add(host, hostText(host, text as TextField, names, tools));
  for (const each of walk(host.shadowRoot)) taken.add(each);
}
