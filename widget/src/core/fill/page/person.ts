import { listenTo } from './watch.ts';

/** What a person does on a page while and after it is filled: that is theirs. */
export type Person = {
  /** Does something whose events are nobody's: browsers vouch for the `change` that follows a script's click. */
  without<T>(act: () => T): T;
  touched(element: Element): boolean;
  /** How often they have done anything. */
  deeds(): number;
  stop(): void;
};

/** Watches what the person does. */
export function watchPerson(page: Document): Person {
  const touched = new Set<EventTarget>();
  let isOurs = false;
  let deeds = 0;
  const listen = (event: Event): void => {
    const [target] = event.composedPath();
    if (!event.isTrusted || !target || isOurs) return;
    touched.add(target);
    deeds++;
  };
  return {
    without(act) {
      isOurs = true;
      try {
        return act();
      } finally {
        isOurs = false;
      }
    },
    touched: (element) => [...touched].some((target) => element === target || element.contains(target as Node)),
    deeds: () => deeds,
    stop: listenTo(page, ['input', 'change', 'click'], listen),
  };
}
