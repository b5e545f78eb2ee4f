import type { CardName } from '@scanfill/proxy/contract';
import type { SessionSource } from '../core/client/session.ts';
import type { FillTarget } from '../core/fill-target.ts';
import { en } from '../texts/en.ts';
import type { CardLook } from '../ui/card-upload.tsx';
import type { ConsentAsked } from '../ui/consent/use-consent.ts';
import { sessionFrom } from './session-url.ts';

/**
 * The element's attributes, read. `cards` has one name, or several for the sides of a certificate; none where one is
 * missing, unknown or named twice, or where it is not told where the proxy is. */
export type Settings = {
  readonly cards: readonly CardName[];
  readonly endpoint: string;
  readonly session: SessionSource;
  readonly fill: FillTarget | undefined;
  readonly overwrite: boolean;
  readonly lang: string | undefined;
  readonly theme: CardLook['theme'];
  readonly camera: CardLook['camera'];
  readonly review: CardLook['review'];
  readonly crop: 'card' | undefined;
  readonly phone: boolean;
  readonly title: string | undefined;
  readonly required: boolean;
  readonly slot: string | undefined;
  readonly consent: ConsentAsked | undefined;
};

/** The names of all cards. By the titles, which are here anyway: the table of fields is only loaded for the review. */
export const knownNames = Object.keys(en.titles);

const isCardName = (name: string): name is CardName => knownNames.includes(name);

const sessions = new Map<string, SessionSource>();

/** Reads the attributes; properties set by script stand before them. */
export function settingsOf(
  element: HTMLElement,
  own: { readonly session?: SessionSource | undefined; readonly target?: FillTarget | undefined },
): Settings {
  const text = (name: string): string | undefined => element.getAttribute(name) || undefined;
  const oneOf = <T extends string>(name: string, known: readonly T[]): T | undefined =>
    known.find((value) => value === element.getAttribute(name));
  const several = text('cards')?.trim().split(/\s+/);
  const names = element.hasAttribute('cards') ? (several ?? []) : [text('card') ?? ''];
  const endpoint = text('endpoint') ?? '';
  const version = text('consent');
  return {
    cards: endpoint && names.every(isCardName) && new Set(names).size === names.length ? names : [],
    endpoint,
    session: own.session ?? sessionAt(text('session-url')),
    fill: own.target ?? text('fill'),
    overwrite: element.hasAttribute('overwrite'),
    lang: text('lang') ?? element.closest('[lang]')?.getAttribute('lang') ?? undefined,
    theme: oneOf('theme', ['auto', 'light', 'dark']),
    camera: oneOf('camera', ['auto', 'live', 'native', 'off']),
    review: oneOf('review', ['auto', 'confirm', 'off']),
    crop: oneOf('crop', ['card']),
    phone: element.hasAttribute('phone'),
    title: text('heading'),
    required: element.hasAttribute('required'),
    slot: text('memory'),
    consent: version === undefined ? undefined : { version },
  };
}

/** One source for each address, so that rendering anew does not make a new one. */
function sessionAt(url: string | undefined): SessionSource {
  const key = url ?? '';
  const known = sessions.get(key);
  if (known) return known;
  const source: SessionSource =
    url === undefined
      ? () => {
          throw new Error('<scan-fill> needs session-url or its property session.');
        }
      : sessionFrom(url);
  sessions.set(key, source);
  return source;
}
