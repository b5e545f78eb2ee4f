/**
 * What the widget uses of React, on Preact's core: the builds with Preact inside alias `react` to this. `preact/compat`
 * would be 2 KB more, for components, events and APIs that nothing here has.
 */
import { options, render, type VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

/** A value kept elsewhere; rendered anew whenever `subscribe` says so and it is another one. */
export function useSyncExternalStore<T>(subscribe: (changed: () => void) => () => void, getSnapshot: () => T): T {
  const value = getSnapshot();
  const [, setShown] = useState(value);
  useEffect(() => {
    const update = (): void => setShown(() => getSnapshot());
    // It may have changed between rendering and subscribing.
    update();
    return subscribe(update);
  }, [subscribe, getSnapshot]);
  return value;
}

/** React's root; unmounted by rendering nothing. */
export function createRoot(container: Element) {
  return {
    render: (content: VNode | null): void => render(content, container),
    unmount: (): void => render(null, container),
  };
}

/** React's `change` is what browsers call `input` where text is typed, and its focus events bubble. */
const before = options.vnode;
options.vnode = (vnode) => {
  const { type } = vnode;
  const props: Record<string, unknown> = vnode.props;
  if (typeof type === 'string') {
    if ((type === 'input' && props.type !== 'file') || type === 'textarea') rename(props, 'onChange', 'onInput');
    rename(props, 'onFocus', 'onfocusin');
    rename(props, 'onBlur', 'onfocusout');
  }
  before?.(vnode);
};

function rename(props: Record<string, unknown>, name: string, to: string): void {
  if (props[name] === undefined) return;
  props[to] = props[name];
  delete props[name];
}
