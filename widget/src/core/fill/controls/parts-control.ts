import { fold, isShort, parentOf } from '../page/dom.ts';
import type { Attempts, Control } from './control.ts';
import type { Tools } from './tools.ts';

/**
 * A number asked for in several short inputs; filled by the lengths they take. `otherwise`: the inputs one by one,
 * where it is none.
 */
export type Parts = Control & { readonly otherwise: readonly Control[] };

/** Groups short inputs that stand beside each other, as the four of a card number do. */
export function withParts(controls: readonly Control[], tools: Tools): readonly (Control | Parts)[] {
  const grouped: (Control | Parts)[] = [];
  let run: Control[] = [];
  const end = (): void => {
    if (run.length > 1) grouped.push(partsControl(run, tools));
    else grouped.push(...run);
    run = [];
  };
  for (const control of controls) {
    const isPart = isShort(control.element);
    const last = run[run.length - 1];
    if (!isPart || (last && !areNeighbours(last.element, control.element))) end();
    if (isPart) run.push(control);
    else grouped.push(control);
  }
  end();
  return grouped;
}

function areNeighbours(one: Element, other: Element): boolean {
  const near = (element: Element): readonly (Element | null)[] => {
    const parent = parentOf(element);
    return [parent, parent && parentOf(parent)];
  };
  return (
    near(one).some((each) => each !== null && each.localName !== 'form' && near(other).includes(each)) ||
    parentOf(one) === parentOf(other)
  );
}

function partsControl(parts: readonly Control[], { asText, isDate, namedBy, writeText }: Tools): Parts {
  const inputs = parts.map(({ element }) => element as HTMLInputElement);
  const [first] = inputs as [HTMLInputElement];
  const own = namedBy(first);
  const stem = (name: string): string => name.replace(/\[\d*\]$/, '').replace(/[_.-]?\d+$/, '');
  const names = own.names.map(stem);
  const read = (): string => inputs.map(({ value }) => value).join('\n');
  const write = (texts: readonly string[]): void => {
    for (const [index, input] of inputs.entries())
      if (input.value !== texts[index]) writeText(input, texts[index] ?? '');
  };
  return {
    ...own,
    names,
    ids: own.ids.map(stem),
    autocomplete: '',
    element: first,
    members: inputs,
    otherwise: parts,
    read,
    isTouched: () => inputs.some(({ value }) => value !== ''),
    isLocked: () => inputs.some((input) => input.matches(':disabled') || input.readOnly),
    *attempts(_path, value): Attempts {
      const text = typeof value === 'string' && !isDate(value) ? asText(value).replace(/[^\p{L}\p{N}]/gu, '') : '';
      const room = inputs.reduce((sum, { maxLength }) => sum + maxLength, 0);
      if (text === '' || text.length > room || text.length <= first.maxLength) return;
      let rest = text;
      const texts = inputs.map(({ maxLength }) => {
        const part = rest.slice(0, maxLength);
        rest = rest.slice(maxLength);
        return part;
      });
      const attempt = { text, write: () => write(texts), holds: () => fold(read()) === fold(text) };
      yield attempt;
      yield attempt;
    },
    restore(before) {
      write(before.split('\n'));
      return true;
    },
  };
}
