/** Brings an element to the top of the view, at once for who wants no motion. */
export function show(element: Element | null): void {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  element?.scrollIntoView({ block: 'start', behavior: isCalm ? 'auto' : 'smooth' });
}
