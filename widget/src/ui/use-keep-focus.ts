import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Keeps focus inside when the focused control goes away: it moves to the panel, from where Tab leads on to the
 * controls there are now. Gives the handlers for the root.
 */
export function useKeepFocus(root: RefObject<HTMLElement | null>, panel: RefObject<HTMLElement | null>) {
  const within = useRef(false);
  // After every change, not only of the phase: a button may go while its phase stays.
  useLayoutEffect(() => {
    const scope = root.current?.getRootNode();
    const active = scope instanceof Document || scope instanceof ShadowRoot ? scope.activeElement : null;
    if (within.current && !root.current?.contains(active)) panel.current?.focus({ preventScroll: true });
  });
  return {
    onFocus: () => {
      within.current = true;
    },
    onBlur: (event: FocusEvent<HTMLElement>) => {
      const { target, relatedTarget } = event;
      // A browser may report a removed control as blurred; only a control that stays was really left.
      queueMicrotask(() => {
        if (target.isConnected && !(relatedTarget instanceof Node && root.current?.contains(relatedTarget)))
          within.current = false;
      });
    },
  };
}
