import type { Place } from './place.ts';

/** How long a page is given to come to rest before it is looked at again, ms. */
const restMs = 120;

/** Attributes by which controls come and go. */
const attributeFilter = ['hidden', 'style', 'class', 'disabled', 'readonly', 'aria-hidden', 'open'];

/** Whether a form's elements, or what a person sees of them, have changed since asked last; `changed` hears it too. */
export type Changes = { seen(): boolean; stop(): void };

/** Watches a form, and whether the page puts another in its place. */
export function watchChanges(place: Place, changed = (): void => undefined): Changes {
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

/** Calls back after the form has changed, until the way to stop is taken; `over` once it is submitted or reset. */
export function watchForm(place: Place, changed: () => void, over: () => void): () => void {
  const page = place().ownerDocument;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const changes = watchChanges(place, () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      changed();
    }, restMs);
  });
  const end = ({ target }: Event): void => {
    if (place().contains(target as Node)) over();
  };
  for (const type of ['submit', 'reset']) page.addEventListener(type, end, true);
  return () => {
    clearTimeout(timer);
    changes.stop();
    for (const type of ['submit', 'reset']) page.removeEventListener(type, end, true);
  };
}
