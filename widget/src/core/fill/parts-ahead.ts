/**
 * Fetches every part that filling else loads when a form turns out to need it: a connection lost after a photo was
 * chosen keeps none of them away. What cannot be had now is asked for again then.
 */
export function fetchParts(): void {
  for (const part of [
    import('./find/label-fields.ts'),
    import('./dates/date-orders.ts'),
    import('./choices/open-list.ts'),
    import('./choices/cascade.ts'),
    import('./find/rare-controls.ts'),
  ])
    part.catch(() => undefined);
}
