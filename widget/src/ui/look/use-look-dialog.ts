import { useLayoutEffect, useRef, useState } from 'react';

/** Narrower, the photo is better seen over the whole window. */
const leastPx = 360;
const mostPx = 960;
const gapPx = 12;

/** Where the photo lies beside the fields, in CSS pixels from the window's left. */
type Beside = { readonly left: number; readonly width: number };

/**
 * The dialog of the close look, shown while it is there: beside the fields, which stay in use, or over everything, with
 * the focus kept inside. `hide` gives the focus back.
 */
export function useLookDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  /** Null where there is no room, undefined until that has been looked at. */
  const [beside, setBeside] = useState<Beside | null>();
  const isBeside = beside && true;
  useLayoutEffect(() => {
    const look = (): void => setBeside(dialog.current && (roomBeside(dialog.current) ?? null));
    look();
    addEventListener('resize', look);
    return () => removeEventListener('resize', look);
  }, []);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element || isBeside === undefined) return;
    if (isBeside) {
      element.popover = 'manual';
      element.showPopover();
    } else element.showModal();
    element.focus({ preventScroll: true });
    return () => hidden(element);
  }, [isBeside]);
  return { dialog, beside, hide: () => dialog.current && hidden(dialog.current) };
}

function hidden(element: HTMLDialogElement): void {
  if (element.popover) element.popover = null;
  else element.close();
}

/** The wider side of the review that has room for the photo and no field of the page; none without a review. */
function roomBeside(dialog: HTMLElement): Beside | undefined {
  const root = dialog.closest('.scanfill');
  if (!root?.querySelector('.sf-review') || !('showPopover' in dialog)) return undefined;
  const { left, right } = (root.closest('.sf-group') ?? root).getBoundingClientRect();
  const end = document.documentElement.clientWidth;
  const sides = [
    { left: right + gapPx, width: Math.min(mostPx, end - right - 2 * gapPx) },
    { left: Math.max(gapPx, left - gapPx - mostPx), width: Math.min(mostPx, left - 2 * gapPx) },
  ];
  const fields = [...document.querySelectorAll('input:not([type="hidden"]), select, textarea')]
    .map((field) => field.getBoundingClientRect())
    .filter(({ width }) => width > 0);
  return sides
    .filter(({ width }) => width >= leastPx)
    .filter((side) => !fields.some((field) => field.left < side.left + side.width && field.right > side.left))
    .sort((one, other) => other.width - one.width)[0];
}
