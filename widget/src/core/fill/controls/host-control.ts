import { fold, type Host, isHost, languageOf, textOf } from '../page/dom.ts';
import { fire, leave } from '../page/events.ts';
import type { TextField } from '../page/typing.ts';
import type { Attempts, Control, Named } from './control.ts';
import type { Tools } from './tools.ts';

/** The elements inside one that a person chooses from. */
export function hostOptions(host: Host): readonly Host[] {
  return [...host.querySelectorAll('*')].filter(
    (each): each is Host => isHost(each) && /^(?:string|number)$/.test(typeof each.value),
  );
}

/**
 * A library's list or question whose options are elements of their own: told by its `value`, as its own script would.
 */
export function hostChoice(host: Host, options: readonly Host[], named: Named, tools: Tools): Control {
  const choices = options.map((option) => ({ value: String(option.value), text: textOf(option) }));
  const read = (): string => String(host.value ?? '');
  return {
    ...named,
    element: host,
    members: [host, ...options],
    read,
    isTouched: () => read() !== '',
    isLocked: () => isOff(host),
    offers: () => choices.map(({ text }) => text),
    *attempts(path, value): Attempts {
      if (typeof value === 'boolean' || host.hasAttribute('multiple')) return;
      const choice = choices[tools.choiceFor(path, tools.asText(value), choices, languageOf(host))];
      if (!choice) return;
      const holds = (): boolean => read() === choice.value;
      yield { text: choice.value, write: () => setHost(host, choice.value), holds };
    },
    restore(before) {
      setHost(host, before);
      return read() === before;
    },
  };
}

/** A library's text input: its inner input is written as any, its own `value` where that does not reach it. */
export function hostText(host: Host, inner: TextField, named: Named, tools: Tools): Control {
  const text = tools.textControl(inner, named, false);
  const isSame = (): boolean =>
    !('value' in host) || fold(String(host.value ?? '')) === fold(inner.value) || host.value === inner.value;
  return {
    ...text,
    element: host,
    members: [host, inner],
    isLocked: () => isOff(host) || text.isLocked(),
    *attempts(path, value, means): Attempts {
      const inside = text.attempts(path, value, means);
      let isKept = false;
      let first: string | undefined;
      for (let step = inside.next(); !step.done; step = inside.next(isKept)) {
        const attempt = step.value;
        first ??= attempt.text;
        isKept = yield { ...attempt, holds: () => attempt.holds() && isSame() };
      }
      if (first === undefined || !('value' in host)) return;
      const given = first;
      yield { text: given, write: () => setHost(host, given), holds: () => fold(String(host.value)) === fold(given) };
    },
    restore(before) {
      text.restore(before);
      if ('value' in host && String(host.value ?? '') !== before) setHost(host, before);
      return true;
    },
  };
}

/** Sets the element's own value; its events are named after it where it has such, and after the browser's. */
function setHost(host: Host, value: string): void {
  host.value = value;
  const prefix = host.localName.slice(0, host.localName.indexOf('-'));
  for (const type of ['input', 'change']) {
    fire(host, 'Event', type, { cancelable: false });
    const own = { cancelable: false, detail: { value } };
    fire(host, 'CustomEvent', `${prefix}-${type}`, own);
    fire(host, 'CustomEvent', `${prefix}${type.charAt(0).toUpperCase()}${type.slice(1)}`, own);
  }
  leave(host);
}

function isOff(host: Host): boolean {
  return host.matches('[disabled],[readonly],[aria-disabled=true]') || host.matches(':disabled');
}
