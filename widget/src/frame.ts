/** Runs inside the frame page: wires the page's `<scan-fill>` to the window around it, and to that window alone. */
import type { ScanFillElement, ScanFillEvents } from './element/scan-fill.tsx';
import { type FromFrame, type ToFrame, unwrap, wrap } from './frame/messages.ts';
import { parentOriginOf } from './frame/parent-origin.ts';

const meta = document.querySelector('meta[name="scanfill-parents"]');
const parentOrigin = parentOriginOf(location.search, meta?.getAttribute('content'));
const element = document.querySelector<ScanFillElement>('scan-fill');

if (element && parentOrigin !== undefined && window.parent !== window) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('html,body{margin:0;background:transparent;overflow:hidden}');
  document.adoptedStyleSheets = [sheet];
  connect(element, parentOrigin);
} else {
  document.body.textContent =
    'This page belongs into a frame of a page whose origin stands in its scanfill-parents list. See the README of @scanfill/widget.';
}

/** Puts the host's words into the element's slot, as text: markup from another origin is none. */
function ask(element: ScanFillElement, { version, text }: { readonly version: string; readonly text: string }): void {
  const words = document.createElement('span');
  words.slot = 'consent';
  words.textContent = text;
  element.append(words);
  element.setAttribute('consent', version);
}

function connect(element: ScanFillElement, origin: string): void {
  const asks = new Map<number, (answer: Extract<ToFrame, { type: 'session' }> | undefined) => void>();
  let lastAsk = 0;
  const post = (message: FromFrame): void => window.parent.postMessage(wrap(message), origin);

  const askHost = (): Promise<{ token: string; expiresIn?: number }> =>
    new Promise((resolve, reject) => {
      const ask = ++lastAsk;
      asks.set(ask, (answer) => {
        asks.delete(ask);
        if (!answer) reject(new Error('The host page gave no session.'));
        else if (answer.expiresIn === undefined) resolve({ token: answer.token });
        else resolve({ token: answer.token, expiresIn: answer.expiresIn });
      });
      post({ type: 'session', ask });
    });

  window.addEventListener('message', (event) => {
    const message = unwrap<ToFrame>(event, { origin, source: window.parent });
    if (message?.type === 'start') {
      if (message.hostSession) element.session = askHost;
      const { card, lang, theme, review, camera, heading, consent } = message.options;
      const cards = message.options.cards?.join(' ');
      // These and no others: where photos go is the frame page's own affair.
      for (const [name, value] of Object.entries({ card, cards, lang, theme, review, camera, heading }))
        if (typeof value === 'string') element.setAttribute(name, value);
      // Whoever serves the frame page decides what is asked for there.
      if (consent && !element.hasAttribute('consent')) ask(element, consent);
    } else if (message?.type === 'session') asks.get(message.ask)?.(message);
    else if (message?.type === 'session-failed') asks.get(message.ask)?.(undefined);
    else if (message?.type === 'clear') element.clear();
  });

  const on = <N extends keyof ScanFillEvents>(name: N, tell: (detail: ScanFillEvents[N]) => FromFrame): void =>
    element.addEventListener(name as string, (event) => {
      if (event instanceof CustomEvent) post(tell(event.detail));
    });
  on('scan-fill:state', ({ phase }) => ({ type: 'phase', phase }));
  on('scan-fill:done', (result) => ({ type: 'done', result }));
  on('scan-fill:change', (now) => ({ type: 'change', now }));
  on('scan-fill:failed', ({ code }) => ({ type: 'failed', code }));
  // Whoever serves the frame page may have put more into it than the element.
  new ResizeObserver(() =>
    post({ type: 'height', px: Math.ceil(document.body.getBoundingClientRect().height) }),
  ).observe(document.body);
  void customElements.whenDefined('scan-fill').then(() => post({ type: 'ready' }));
}
