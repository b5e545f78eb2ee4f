/** The page that a phone opens for a computer: the link's secret is spent by a tap, a photo taken, no field seen. */
import { createPhoneClient, type PhoneView } from '../core/client/phone-client.ts';
import type { Waiting } from '../core/client/requester.ts';
import { failureOf } from '../core/flow/browser-services.ts';
import { createSessionMemory } from '../core/flow/session-memory.ts';
import { en, type TextKey } from '../texts/en.ts';
import { hintTexts } from '../texts/en-hints.ts';
import { phoneTexts } from '../texts/en-phone.ts';
import { loadLanguage, nearestTag } from '../texts/languages.ts';
import { inPart, type Speech, speechOf } from '../texts/speak.ts';
import { button, element } from './dom.ts';
import { endText, endWords, overText, troubleText } from './phone-text.ts';
import { type Show, takePhoto } from './photo-step.ts';

const { name = '', purpose = '', endpoint = '' } = document.body.dataset;
const [, id = '', link = ''] = /^#([\w-]{22})\.([\w-]{22})$/.exec(location.hash) ?? [];
const speech = await speechHere();
document.documentElement.lang = speech.lang;
document.documentElement.dir = speech.dir;
const { say } = speech;
const heading = say('phoneAsk', { name });
document.title = heading;
const status = element('p', 'status');
// There from the beginning, else a screen reader does not tell what changes in it.
status.setAttribute('role', 'status');
status.tabIndex = -1;
const place = element('div', 'place');
/** That the network is gone, whatever is to be done. */
const line = element('p', 'status line');
line.setAttribute('role', 'status');
document.querySelector('main')?.append(element('h1', '', heading), status, line, place);

// Another link in the same tab begins anew.
addEventListener('hashchange', () => location.reload());
await run();

async function run(): Promise<void> {
  if (id === '') return end('phoneExpired');
  const memory = createSessionMemory(`phone ${id}`);
  let own = memory.load();
  if (own === undefined) {
    await tap(
      say('phoneGo'),
      '',
      ...(purpose === '' ? [] : [element('p', '', purpose)]),
      element('p', 'note', say('phoneOwn')),
    );
    own = newSecret();
    // The camera app may push this page out of memory: it comes back as the same phone.
    memory.save(own);
  }
  const client = createPhoneClient({ endpoint, id, own, onWaits });
  const again = () => client.open(link);
  let step: () => Promise<PhoneView> = again;
  for (;;) {
    let view: PhoneView;
    try {
      view = await step();
    } catch (error) {
      const failure = failureOf(error);
      const over = overText(failure);
      if (over) return end(over);
      // What cannot be done now was done already, or is due later.
      const isBehind = failure.code === 'handoff-unready' || failure.code === 'idempotency-conflict';
      if (!isBehind) await tap(say('retry'), troubleText(failure, speech));
      step = again;
      continue;
    }
    const over = endText(view.state);
    if (over) return end(over);
    step = stepAfter(view);
  }

  function stepAfter(view: PhoneView): () => Promise<PhoneView> {
    const look = (signal: AbortSignal) => client.look(view.state, signal);
    switch (view.state) {
      case 'opened':
        return () => news(look, () => pick(view).then((code) => () => client.pick(code)));
      case 'confirmed':
      case 'again':
        return () =>
          news(look, (busy) => takePhoto(view, client, speech, show, busy).then((found) => async () => found));
      default:
        show(say(view.state === 'reading' ? 'recognising' : 'phoneHold'));
        return () => look(new AbortController().signal);
    }
  }

  function pick({ card, choices = [] }: PhoneView): Promise<string> {
    return new Promise((resolve) => {
      const numbers = choices.map((code) =>
        button(code, () => {
          // One try: the others are out of it, and the tapped one stands out until the service has heard of it.
          for (const each of numbers) each.setAttribute('aria-disabled', 'true');
          numbers[choices.indexOf(code)]?.classList.add('primary');
          resolve(code);
        }),
      );
      show(say('phonePick'), element('div', 'numbers', ...numbers), element('p', 'note', speech.title(card)));
    });
  }
}

/** What the person does, or the news that come before it; once they are `busy`, news do not matter. */
async function news(
  look: (signal: AbortSignal) => Promise<PhoneView>,
  act: (busy: () => void) => Promise<() => Promise<PhoneView>>,
): Promise<PhoneView> {
  const stop = new AbortController();
  const busy = (): void => {
    stop.abort();
    onWaits(undefined);
  };
  const never = new Promise<never>(() => {});
  try {
    const next = await Promise.race([
      act(busy),
      look(stop.signal).then(
        (found) => (stop.signal.aborted ? never : async () => found),
        // Whoever acts is told by what they do.
        () => never,
      ),
    ]);
    return await next();
  } finally {
    stop.abort();
  }
}

/** One button, and what is said above it; until it is tapped. */
function tap(words: string, title: string, ...content: readonly Node[]): Promise<void> {
  return new Promise((resolve) => show(title, ...content, button(words, resolve, 'primary')));
}

/** Nothing more can be done here. */
function end(key: TextKey): void {
  onWaits(undefined);
  show(endWords(key, speech));
  status.dataset.tone = key === 'phoneDone' ? 'good' : 'advice';
}

function onWaits(waiting: Waiting | undefined): void {
  line.textContent = waiting === 'offline' ? say('offline') : waiting === 'retry' ? say('retrying') : '';
}

function show(...[title, ...content]: Parameters<Show>): void {
  const hadFocus = place.contains(document.activeElement);
  status.textContent = title;
  delete status.dataset.tone;
  place.replaceChildren(...content);
  // What was focused is gone: whoever goes by keys or a screen reader stays here.
  if (hadFocus) status.focus();
}

async function speechHere(): Promise<Speech> {
  const language = await loadLanguage(nearestTag(navigator.language)).catch(() => en);
  return inPart(speechOf(language), { ...phoneTexts, ...hintTexts });
}

/** 128 bits of chance as 22 characters of base64url; not `randomUUID`, which plain-http pages do not have. */
function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
