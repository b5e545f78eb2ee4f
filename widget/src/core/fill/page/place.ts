/** A part of the page; where the page has thrown it away and drawn another in its place, that one. */
export type Place = () => Element;

/** How long after it has gone another may come to its place that nothing else says to be its heir, ms. */
const heirMs = 1_000;

/**
 * Remembers where an element stands. Once it is gone, its heir is found by `find`, by its id, by its name, or by where
 * it stood; never one that was there before.
 */
export function placeOf(element: Element, find?: () => Element | undefined): Place {
  let now = element;
  let heir = heirOf(now);
  return () => {
    if (now.isConnected) return now;
    const next = heir(find);
    if (next) {
      now = next;
      heir = heirOf(next);
    }
    return now;
  };
}

function heirOf(element: Element): (find?: () => Element | undefined) => Element | undefined {
  const { localName, id, parentNode } = element;
  const page = element.getRootNode() as ParentNode;
  const name = element.getAttribute('name');
  const kin = (): Element[] => [...page.querySelectorAll(localName)];
  const index = (each: Element): number => [...(each.parentNode?.children ?? [])].indexOf(each);
  const old = new WeakSet(kin());
  const at = index(element);
  let goneAt: number | undefined;
  return (find) => {
    goneAt ??= Date.now();
    const found = find?.();
    if (found?.isConnected && !old.has(found)) return found;
    const all = kin().filter((each) => !old.has(each));
    return (
      all.find((each) => id !== '' && each.id === id) ??
      all.find((each) => name && each.getAttribute('name') === name) ??
      // With all around it gone as well, the only one that has come.
      all.find(
        (each) =>
          Date.now() - (goneAt ?? 0) < heirMs &&
          (parentNode?.isConnected ? each.parentNode === parentNode && index(each) === at : all.length === 1),
      )
    );
  };
}
