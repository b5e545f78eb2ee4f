import { en } from '../texts/en.ts';
import { languageTags, nearestTag } from '../texts/languages.ts';

/** What the page hands to an upload, as far as it can be wrong where nothing checks its types. */
type Handed = {
  readonly card: string;
  readonly endpoint: unknown;
  readonly session: unknown;
  readonly lang?: unknown;
};

/** Tells the page's author, in the console, what of it cannot be right. */
export function tellMisuse({ card, endpoint, session, lang }: Handed): void {
  const known = Object.keys(en.titles);
  if (!known.includes(card)) console.error(`Scanfill: "${card}" is no card. There are: ${known.join(', ')}.`);
  if (typeof endpoint !== 'string') console.error('Scanfill: `endpoint` is missing: where the proxy is, "/scanfill".');
  if (typeof session !== 'function') console.error('Scanfill: `session` is missing: a function that gives a token.');
  // A page in a language of its own is no mistake.
  if (typeof lang === 'string' && lang !== document.documentElement.lang && !isSpoken(lang))
    console.warn(`Scanfill: "${lang}" is no language of it, it speaks English. There are: ${languageTags.join(', ')}.`);
}

const isSpoken = (lang: string): boolean => nearestTag(lang) !== 'en' || /^en\b/i.test(lang);
