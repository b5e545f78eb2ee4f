import type { ComponentProps } from 'react';
import type { Phase } from '../../core/flow/flow-state.ts';
import { useLazy } from '../use-lazy.ts';
import type { PhonePanel } from './phone-panel.tsx';

type PhoneProps = ComponentProps<typeof PhonePanel> & {
  readonly phone?: boolean | undefined;
  readonly scan: { readonly state: { readonly phase: Phase } };
};

const loadPanel = () => import('./phone-panel.tsx');

/** The way to the phone, a part of its own, while there is no photo and the page wants it. */
export function Phone(props: PhoneProps) {
  const wanted = props.phone === true && props.scan.state.phase === 'idle';
  const { part } = useLazy(loadPanel, wanted);
  return wanted && part ? <part.PhonePanel {...props} /> : null;
}
