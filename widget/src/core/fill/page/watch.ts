import type { Place } from './place.ts';

/** Attributes by which controls come and go. */
const attributeFilter = ['hidden', 'style', 'class', 'disabled', 'readonly', 'aria-hidden', 'open'];

/** Whether a form's elements, or what a person sees of them, have changed since asked last; `changed` hears it too. */
export type Changes = { seen(): boolean; stop(): void };

/** Watches a form, and whether the page puts another in its place. */
export function watchChanges(place: Place, changed: () => void): Changes {
  let isChanged = true;
  let watched = place();
  const around = watched.getRootNode();
  const view = watched.ownerDocument.defaultView ?? window;
  const note = (records: readonly MutationRecord[]): void => {
    const now = place();
    if (!records.some(({ target }) => now !== watched || now.contains(target))) return;
    if (now !== watched) watch();
    isChanged = true;
    changed();
  };
  const observer = new view.MutationObserver(note);
  const watch = (): void => {
    watched = place();
    observer.disconnect();
    observer.observe(around, { subtree: true, childList: true });
    observer.observe(watched, { subtree: true, childList: true, attributes: true, attributeFilter });
  };
  watch();
  return {
    seen() {
      note(observer.takeRecords());
      const was = isChanged;
      isChanged = false;
      return was;
    },
    stop: () => observer.disconnect(),
  };
}

/** Calls back once the form is submitted or reset; gives the way to stop. */
export function watchEnd(place: Place, over: () => void): () => void {
  const page = place().ownerDocument;
  const end = ({ target }: Event): void => {
    if (place().contains(target as Node)) over();
  };
  return listenTo(page, ['submit', 'reset'], end);
}

/** Hears of events before the page does; gives the way to stop. */
export function listenTo(page: Document, types: readonly string[], listen: (event: Event) => void): () => void {
  for (const type of types) page.addEventListener(type, listen, true);
  return () => {
    for (const type of types) page.removeEventListener(type, listen, true);
  };
}
