import type { CardName } from '@scanfill/proxy/contract';
import type { ScanFillEvents } from '../element/scan-fill.tsx';

/** What the host tells the frame about the upload it wants. */
export type FrameOptions = {
  /** One card, or the sides of one in `cards`. */
  readonly card?: CardName | undefined;
  readonly cards?: readonly CardName[] | undefined;
  readonly lang?: string | undefined;
  readonly theme?: 'auto' | 'light' | 'dark' | undefined;
  readonly review?: 'auto' | 'confirm' | 'off' | undefined;
  readonly camera?: 'auto' | 'live' | 'native' | 'off' | undefined;
  readonly heading?: string | undefined;
  /** The host's own words, as plain text, where the frame page asks for no consent itself. */
  readonly consent?: { readonly version: string; readonly text: string } | undefined;
};

/** From the host's page to the frame. `hostSession`: ask the host for tokens, not the frame's own `session-url`. */
export type ToFrame =
  | { readonly type: 'start'; readonly options: FrameOptions; readonly hostSession: boolean }
  | { readonly type: 'session'; readonly ask: number; readonly token: string; readonly expiresIn?: number | undefined }
  | { readonly type: 'session-failed'; readonly ask: number }
  | { readonly type: 'clear' };

/** From the frame to the host's page. Heights in CSS pixels. */
export type FromFrame =
  | { readonly type: 'ready' }
  | { readonly type: 'session'; readonly ask: number }
  | { readonly type: 'height'; readonly px: number }
  | { readonly type: 'phase'; readonly phase: string }
  | { readonly type: 'done'; readonly result: ScanFillEvents['scan-fill:done'] }
  | { readonly type: 'change'; readonly now: ScanFillEvents['scan-fill:change'] }
  | { readonly type: 'failed'; readonly code: string };

const mark = 'scanfill';

/** A message in its envelope, which tells it from whatever else two windows say to each other. */
export function wrap(message: ToFrame | FromFrame): object {
  return { [mark]: 1, message };
}

/** The message in an event, if it comes from exactly that window of exactly that origin. */
export function unwrap<T extends ToFrame | FromFrame>(
  event: MessageEvent<unknown>,
  from: { readonly origin: string; readonly source: Window | null | undefined },
): T | undefined {
  const { data } = event;
  if (event.origin !== from.origin || !from.source || event.source !== from.source) return undefined;
  if (typeof data !== 'object' || data === null || !(mark in data) || !('message' in data)) return undefined;
  // Both ends are of one version: the host loads its script from where the frame lies.
  return data.message as T;
}
