/** Runs in the host's page: puts the upload into a frame of another origin, which alone sees the photo. */
import type { DoneScan } from '@scanfill/proxy/contract';
import type { FillMap, FillOutcome, FillResult } from './core/fill-form.ts';
import type { ScanFillEvents } from './element/scan-fill.tsx';
import { type FrameOptions, type FromFrame, type ToFrame, unwrap, wrap } from './frame/messages.ts';

export type ScanFrameOptions = FrameOptions & {
  /** Address of the frame page, as `https://kyc.example/widget/frame.html`. */
  readonly src: string;
  /** The frame's accessible name. */
  readonly title: string;
  /** Gives session tokens; absent where the frame page has a `session-url` of its own. */
  readonly session?: (() => Promise<{ readonly token: string; readonly expiresIn?: number }>) | undefined;
  /** A form of this page to fill. */
  readonly fill?: string | HTMLElement | undefined;
  readonly map?: FillMap | undefined;
  readonly onPhase?: ((phase: string) => void) | undefined;
  /** The scan; with `cards`, all sides and their fields as one. */
  readonly onDone?: ((result: ScanFillEvents['scan-fill:done']) => void) | undefined;
  readonly onChange?: ((now: ScanFillEvents['scan-fill:change']) => void) | undefined;
  /** What was filled, once every control was looked at, and the way to take it back. */
  readonly onFilled?: ((result: FillOutcome & Pick<FillResult, 'undo'>) => void) | undefined;
  readonly onFailed?: ((code: string) => void) | undefined;
};

/** A frame that was put into the page. */
export type ScanFrame = {
  readonly iframe: HTMLIFrameElement;
  clear(): void;
  /** Takes the frame out of the page. */
  remove(): void;
};

/**
 * Puts the frame into `container`. Messages pass only between this window and the frame's, addressed to their exact
 * origins.
 */
export function createScanFrame(container: Element, options: ScanFrameOptions): ScanFrame {
  const { src, title, session, onPhase, onDone, onChange, onFailed } = options;
  const url = new URL(src, document.baseURI);
  url.searchParams.set('parent', location.origin);
  const iframe = document.createElement('iframe');
  iframe.title = title;
  iframe.allow = 'camera';
  iframe.setAttribute('sandbox', 'allow-scripts allow-same-origin');
  // By script: a policy without inline styles allows that. The frame page's own scheme is light: a frame of another
  // scheme is opaque.
  Object.assign(iframe.style, { border: '0', inlineSize: '100%', blockSize: '24rem', colorScheme: 'light' });
  iframe.src = url.href;

  const post = (message: ToFrame): void => iframe.contentWindow?.postMessage(wrap(message), url.origin);
  const listen = (event: MessageEvent<unknown>): void => {
    const message = unwrap<FromFrame>(event, { origin: url.origin, source: iframe.contentWindow });
    if (message?.type === 'ready')
      post({ type: 'start', options: frameOptionsOf(options), hostSession: session !== undefined });
    else if (message?.type === 'session') void answer(message.ask);
    else if (message?.type === 'height') iframe.style.blockSize = `${message.px}px`;
    else if (message?.type === 'phase') onPhase?.(message.phase);
    else if (message?.type === 'change') onChange?.(message.now);
    else if (message?.type === 'failed') onFailed?.(message.code);
    else if (message?.type === 'done') {
      onDone?.(message.result);
      void fill(options, 'scans' in message.result ? Object.values(message.result.scans) : [message.result]);
    }
  };
  const answer = async (ask: number): Promise<void> => {
    try {
      const given = await session?.();
      if (given) post({ type: 'session', ask, token: given.token, expiresIn: given.expiresIn });
      else post({ type: 'session-failed', ask });
    } catch {
      post({ type: 'session-failed', ask });
    }
  };
  addEventListener('message', listen);
  container.append(iframe);
  return {
    iframe,
    clear: () => post({ type: 'clear' }),
    remove() {
      removeEventListener('message', listen);
      iframe.remove();
    },
  };
}

function frameOptionsOf(options: FrameOptions): FrameOptions {
  const { card, cards, lang, theme, review, camera, heading, consent } = options;
  return { card, cards, lang, theme, review, camera, heading, consent };
}

async function fill({ fill, map, onFilled }: ScanFrameOptions, scans: readonly DoneScan[]): Promise<void> {
  const find = (): Element | undefined => (typeof fill === 'string' ? document.querySelector(fill) : fill) ?? undefined;
  const form = find();
  if (!form) return;
  const { fillInTasks } = await import('./core/fill-form.ts');
  for (const scan of scans) {
    const { settled, undo } = fillInTasks(form, scan, map, {}, find);
    onFilled?.({ ...(await settled), undo });
  }
}
