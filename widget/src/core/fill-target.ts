/** The part of the page to fill: a selector, the form itself (any element), or a ref to it. */
export type FillTarget = string | HTMLElement | { readonly current: HTMLElement | null };

/**
 * The element of a target, now; undefined where it is not on the page. An invalid selector is an error of the page's
 * author: it throws.
 */
export function fillTargetOf(target: FillTarget | null | undefined): HTMLElement | undefined {
  if (target === null || target === undefined) return undefined;
  if (typeof target !== 'string') return ('current' in target ? target.current : target) ?? undefined;
  const found = document.querySelector(target);
  return found instanceof HTMLElement ? found : undefined;
}
