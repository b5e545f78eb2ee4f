import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Keeps focus inside when the focused control goes away with its phase: it moves to the panel, from where Tab leads on to the new
 * phase's controls. Gives the handlers for the root.
 */
export function useKeepFocus(root: RefObject<HTMLElement | null>, panel: RefObject<HTMLElement | null>, phase: string) {
  const within = useRef(false);
  // The phase is not read here: it says when to look.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useLayoutEffect(() => {
    const scope = root.current?.getRootNode();
    const active = scope instanceof Document || scope instanceof ShadowRoot ? scope.activeElement : null;
    if (within.current && !root.current?.contains(active)) panel.current?.focus({ preventScroll: true });
  }, [phase, root, panel]);
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
