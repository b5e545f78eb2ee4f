/** How long a page is given to come to rest before it is looked at again, ms. */
const restMs = 120;

/** Attributes by which controls come and go. */
export const changing = ['hidden', 'style', 'class', 'disabled', 'readonly', 'aria-hidden', 'open'];

/** Calls back after the form has changed, until the form is submitted or reset, or the way to stop is taken. */
export function watchForm(root: Element, changed: () => void): () => void {
  const page = root.ownerDocument;
  const view = page.defaultView ?? window;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      changed();
    }, restMs);
  };
  const observer = new view.MutationObserver(later);
  observer.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: changing });
  const end = (event: Event): void => {
    if (event.target === root || root.contains(event.target as Node)) stop();
  };
  const stop = (): void => {
    clearTimeout(timer);
    observer.disconnect();
    for (const type of ['submit', 'reset']) page.removeEventListener(type, end, true);
  };
  for (const type of ['submit', 'reset']) page.addEventListener(type, end, true);
  return stop;
}
