import type { CardName } from '@scanfill/proxy/contract';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import type { ScanFlow } from '../../core/flow/flow.ts';
import type { FlowState } from '../../core/flow/flow-state.ts';
import type { Speech } from '../../texts/speak.ts';
import { useLazy } from '../use-lazy.ts';

/** Which camera to offer. */
export type CameraMode = 'auto' | 'live' | 'native' | 'off';

const loadCamera = () => import('./camera.tsx');

/** Decides which camera a device gets and holds the live one, whose code is loaded when first opened. */
export function useCamera<C extends CardName>(
  card: C,
  wanted: CameraMode = 'auto',
  state: FlowState<C>,
  flow: ScanFlow<C>,
  speech: Speech,
  title: string,
): {
  readonly mode: 'live' | 'native' | 'off';
  readonly open: () => void;
  readonly view: ReactNode;
  readonly missing: boolean;
} {
  const [open, setOpen] = useState(false);
  const touch = useTouch();
  const { part, missing } = useLazy(loadCamera, open);
  const Camera = part?.Camera;
  // A phone that reloaded the page for its camera app would do so again: the camera inside the page needs less memory.
  const reloaded = state.phase === 'idle' && state.notice === 'reloaded';
  const live = wanted === 'live' || (wanted === 'auto' && (touch === false || reloaded));
  const [none, setNone] = useState(false);
  useEffect(() => {
    // Where the browser does not tell, there may be one.
    if (live)
      navigator.mediaDevices?.enumerateDevices().then(
        (devices) => setNone(!devices.some(({ kind }) => kind === 'videoinput')),
        () => {},
      );
  }, [live]);
  const mode =
    wanted === 'off' || touch === undefined
      ? 'off'
      : live && !none && navigator.mediaDevices
        ? 'live'
        : live && wanted !== 'live'
          ? 'off'
          : 'native';
  return {
    mode,
    open: () => setOpen(true),
    missing,
    view:
      open && Camera ? (
        <Camera
          card={card}
          speech={speech}
          title={title}
          onPhoto={(file) => {
            setOpen(false);
            flow.choose(file);
          }}
          onClose={() => setOpen(false)}
        />
      ) : null,
  };
}

const query = '(pointer: coarse)';

/** Whether this is a touch device; undefined while rendering on a server. */
function useTouch(): boolean | undefined {
  return useSyncExternalStore(
    (changed) => {
      const media = globalThis.matchMedia?.(query);
      media?.addEventListener('change', changed);
      return () => media?.removeEventListener('change', changed);
    },
    () => globalThis.matchMedia?.(query).matches ?? false,
    () => undefined,
  );
}
